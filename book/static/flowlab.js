// What is too wide for its place scrolls, and so can be reached from the keyboard.
const reach = () =>
  document.querySelectorAll("mjx-container[display], .cell_output .output, .highlight pre").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
addEventListener("load", () => (window.MathJax?.startup?.promise ?? Promise.resolve()).then(reach));
addEventListener("resize", reach);
