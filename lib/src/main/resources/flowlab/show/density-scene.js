// The surface of a density in motion, p_t(x) = mean over the data of N(x; t·xᵢ, σ_t² I) with
// σ_t = (1 − t) + t σ, drawn on a canvas that takes the place of the picture in the page. The camera
// and the colours are those of Surface.java and Camera.java, so the picture is the scene's first view.
(() => {
  const start = box => {
    box.dataset.on = '1';
    const img = box.querySelector('img');
    const scene = JSON.parse(box.dataset.scene);
    const {half, sigma, cells, colors, points} = scene;
    const side = cells + 1, step = 2 * half / cells;
    const z = new Float64Array(side * side), ex = new Float64Array(side), ey = new Float64Array(side);
    const state = {
      t: scene.t, n: scene.shown, azimuth: scene.azimuth, elevation: scene.elevation, zoom: 1,
      playing: !matchMedia('(prefers-reduced-motion: reduce)').matches, seen: true, rest: 0,
    };

    // The density on the lattice. A Gaussian of the plane is a product, so a point costs 2·side
    // exponentials and side² products.
    const density = (t, n) => {
      const s = 1 - t + t * sigma, scale = 1 / (n * 2 * Math.PI * s * s), b = -1 / (2 * s * s);
      z.fill(0);
      for (let k = 0; k < n; k++) {
        const px = t * points[k][0], py = t * points[k][1];
        for (let i = 0; i < side; i++) {
          const x = i * step - half;
          ex[i] = scale * Math.exp(b * (x - px) ** 2);
          ey[i] = Math.exp(b * (x - py) ** 2);
        }
        for (let j = 0; j < side; j++) {
          const e = ey[j];
          if (e > 1e-9) for (let i = 0; i < side; i++) z[j * side + i] += e * ex[i];
        }
      }
    };
    // The highest point over the whole time, so that the vertical scale stands still.
    const tallest = n => {
      let top = 0;
      for (const t of [0, 1]) {
        density(t, n);
        for (const v of z) top = Math.max(top, v);
      }
      return top;
    };
    let top = tallest(state.n);

    const canvas = document.createElement('canvas');
    const ctx = canvas.getContext('2d');
    const width = img.width, height = img.height, ratio = Math.min(2, devicePixelRatio || 1);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.cssText =
      `width:${width}px;max-width:100%;display:block;cursor:grab;touch-action:none;background:#fff`;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', img.alt);
    canvas.title = 'drag to turn, wheel to zoom, double click for the first view';

    const shade = (color, light) =>
      `rgb(${color.map(c => Math.round(Math.min(255, c * light))).join()})`;
    const draw = () => {
      density(state.t, state.n);
      const ca = Math.cos(state.azimuth), sa = Math.sin(state.azimuth);
      const ce = Math.cos(state.elevation), se = Math.sin(state.elevation);
      const size = scene.size * Math.min(width, height) * state.zoom;
      const project = (x, y, h) => {
        const X = (x * ca + y * sa) / half, Y = (y * ca - x * sa) / half;
        const f = scene.distance / (scene.distance + Y * ce - h * se);
        return [width / 2 + size * X * f, height * scene.middle - size * (h * ce + Y * se) * f];
      };
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.fillStyle = '#fff';
      ctx.fillRect(0, 0, width, height);
      const line = (from, to, color) => {
        ctx.strokeStyle = color;
        ctx.lineWidth = 0.8;
        ctx.beginPath();
        ctx.moveTo(...from);
        ctx.lineTo(...to);
        ctx.stroke();
      };
      // Rows and columns are drawn from both ends towards the one that the eye stands over or beside.
      const towards = eye => {
        const near = Math.max(0, Math.min(cells, Math.round((eye + 1) / 2 * cells)));
        return Array.from({length: cells}, (_, k) => k < near ? k : cells - 1 - (k - near));
      };
      const columns = towards(scene.distance * ce * sa), lines = towards(-scene.distance * ce * ca);
      const px = new Float64Array(side * side), py = new Float64Array(side * side);
      for (let j = 0; j < side; j++) {
        for (let i = 0; i < side; i++) {
          const [u, v] = project(i * step - half, j * step - half, scene.tall * z[j * side + i] / top);
          px[j * side + i] = u;
          py[j * side + i] = v;
        }
      }
      const light = (dx, dy) => 0.8 + 0.26 * (1 - 0.45 * dx - 0.35 * dy) / (1.15 * Math.hypot(1, dx, dy));
      // Where there is next to nothing the floor is one piece.
      ctx.fillStyle = shade(colors[0], light(0, 0));
      ctx.beginPath();
      for (const [x, y] of [[-half, -half], [half, -half], [half, half], [-half, half]])
        ctx.lineTo(...project(x, y, 0));
      ctx.fill();
      ctx.lineWidth = 0.8;
      const rise = scene.tall * half / top;
      for (const j of lines) {
        for (const i of columns) {
          const q = j * side + i;
          const mean = (z[q] + z[q + 1] + z[q + side] + z[q + side + 1]) / 4;
          if (mean < scene.flat * top) continue;
          const dx = (z[q + 1] - z[q]) * rise / step, dy = (z[q + side] - z[q]) * rise / step;
          const at = Math.max(0, Math.min(colors.length - 1, Math.round(mean / top * (colors.length - 1))));
          ctx.fillStyle = ctx.strokeStyle = shade(colors[at], light(dx, dy));
          ctx.beginPath();
          ctx.moveTo(px[q], py[q]);
          ctx.lineTo(px[q + 1], py[q + 1]);
          ctx.lineTo(px[q + side + 1], py[q + side + 1]);
          ctx.lineTo(px[q + side], py[q + side]);
          ctx.closePath();
          ctx.fill();
          ctx.stroke();
        }
      }
      // Axes along the two edges of the floor that are nearer to the eye.
      const nearX = sa < 0 ? -half : half, nearY = ca > 0 ? -half : half;
      ctx.fillStyle = '#444';
      ctx.font = '11px sans-serif';
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      line(project(-half, nearY, 0), project(half, nearY, 0), '#6b6b6b');
      line(project(nearX, -half, 0), project(nearX, half, 0), '#6b6b6b');
      for (const m of scene.marks) {
        ctx.fillText(m, ...project(m, nearY * 1.1, 0));
        ctx.fillText(m, ...project(nearX * 1.1, m, 0));
      }
      ctx.fillText('x₁', ...project(0, nearY * 1.24, 0));
      ctx.fillText('x₂', ...project(nearX * 1.24, 0, 0));
      time.value = state.t;
      clock.textContent = `t = ${state.t.toFixed(2)}`;
      box.dataset.t = state.t.toFixed(3);
      box.dataset.points = state.n;
    };

    // One frame at a time, and none while nothing is to be seen or changed.
    let asked = 0, last = 0;
    const ask = () => { if (!asked) asked = requestAnimationFrame(frame); };
    const frame = now => {
      asked = 0;
      const passed = Math.min(0.1, (now - last) / 1000);
      last = now;
      if (state.playing && box.isConnected && state.seen) {
        if (state.t < 1) state.t = Math.min(1, state.t + passed / scene.seconds);
        else if ((state.rest += passed) > 1) state.t = state.rest = 0;
        ask();
      }
      draw();
    };

    const control = (label, min, max, by, value, change) => {
      const slider = document.createElement('input');
      Object.assign(slider, {type: 'range', min, max, step: by, value});
      slider.setAttribute('aria-label', label);
      slider.style.cssText = 'flex:1;min-width:4em';
      slider.oninput = () => { change(+slider.value); ask(); };
      return slider;
    };
    const words = (text, wide) => {
      const span = document.createElement('span');
      span.style.cssText = `font:12px sans-serif;min-width:${wide}em`;
      span.textContent = text;
      return span;
    };
    const bar = (...parts) => {
      const row = document.createElement('div');
      row.style.cssText = `display:flex;gap:8px;align-items:center;width:${width}px;max-width:100%`;
      row.append(...parts);
      return row;
    };
    const button = document.createElement('button');
    button.style.cssText = 'width:2.6em;cursor:pointer';
    const play = on => {
      state.playing = on;
      button.textContent = on ? '❚❚' : '▶';
      button.setAttribute('aria-label', on ? 'pause' : 'play');
      ask();
    };
    button.onclick = () => play(!state.playing);
    const time = control('time', 0, 1, 0.005, state.t, v => { state.t = v; play(false); });
    const clock = words('', 4.5);
    const rows = [bar(button, time, clock)];
    if (points.length > 1) {
      const count = words('', 8);
      const show = n => { count.textContent = `${n} data points`; };
      show(state.n);
      rows.push(bar(words('', 2.6), control('number of data points', scene.shown, points.length, 1, state.n,
        v => { state.n = v; top = tallest(v); show(v); }), count));
    }
    rows.push(bar(words('drag to turn · wheel to zoom', 0)));

    canvas.onpointerdown = e => {
      canvas.setPointerCapture(e.pointerId);
      canvas.style.cursor = 'grabbing';
    };
    canvas.onpointermove = e => {
      if (!(e.buttons & 1)) return;
      state.azimuth -= e.movementX * 0.01;
      state.elevation = Math.max(0.05, Math.min(1.5, state.elevation + e.movementY * 0.01));
      ask();
    };
    canvas.onpointerup = () => { canvas.style.cursor = 'grab'; };
    canvas.addEventListener('wheel', e => {
      e.preventDefault();
      e.stopPropagation();
      state.zoom = Math.max(0.4, Math.min(5, state.zoom * Math.exp(-e.deltaY * 0.001)));
      ask();
    }, {passive: false});
    canvas.ondblclick = () => {
      Object.assign(state, {azimuth: scene.azimuth, elevation: scene.elevation, zoom: 1});
      ask();
    };
    new IntersectionObserver(seen => {
      state.seen = seen[seen.length - 1].isIntersecting;
      last = performance.now();
      if (state.seen) ask();
    }).observe(canvas);

    img.replaceWith(canvas, ...rows);
    play(state.playing);
  };
  document.querySelectorAll('.flowlab-scene:not([data-on])').forEach(start);
})();
