#!/bin/bash
# Builds a student's image from what Binder reads, environment.yml and postBuild: `image.sh REGISTRY/flowlab:TAG`.
# The course lies in /srv/flowlab, as a student's own folder is mounted over their home. A kernel in it counts on the 2 GB
# that values.yaml gives. What follows goes to repo2docker: `image.sh NAME --no-build` checks and builds nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec jupyter-repo2docker --no-run --user-name jovyan --user-id 1000 --target-repo-dir /srv/flowlab \
    --image-name "${1:?expected the name of an image, REGISTRY/flowlab:TAG}" "${@:2}" .
