package flowlab.show;

/** The page of a {@link Player}: an image that a script, where it may run, turns into a player. */
final class PlayerPage {
  private static final String PAGE =
      """
      <div class="flowlab-player" style="max-width:100%%">
      <img src="data:image/gif;base64,%s" width="%d" height="%d" alt="%s" style="max-width:100%%">
      <script>
      %s</script>
      </div>
      """;

  /**
   * Reads the GIF out of the image, as {@link GifWriter} writes it, and shows one frame at a time
   * on a canvas. Going back starts from the nearest kept frame, because a frame holds only its
   * changes.
   */
  private static final String SCRIPT =
      """
      (() => {
        const KEEP = 16, CLEAR = 255;
        const start = box => {
          box.dataset.on = '1';
          const img = box.querySelector('img');
          const d = Uint8Array.from(atob(img.src.split(',')[1]), c => c.charCodeAt(0));
          const two = p => d[p] | d[p + 1] << 8;
          const table = new Uint32Array(256);
          for (let i = 0, p = 13; i < 256; i++, p += 3)
            table[i] = 255 << 24 | d[p + 2] << 16 | d[p + 1] << 8 | d[p];
          const frames = [];
          let delay = 4;
          for (let p = 13 + 768; d[p] !== 0x3b;) {
            if (d[p] === 0x2c) {
              frames.push({p, delay});
              p += 11;
            } else {
              if (d[p + 1] === 0xf9) delay = two(p + 4);
              p += 2;
            }
            while (d[p]) p += d[p] + 1;
            p++;
          }
          const canvas = document.createElement('canvas');
          canvas.width = two(6);
          canvas.height = two(8);
          canvas.style.cssText = `width:${img.width}px;max-width:100%;display:block`;
          canvas.setAttribute('role', 'img');
          canvas.setAttribute('aria-label', img.alt);
          const ctx = canvas.getContext('2d', {willReadFrequently: true});
          const entries = (p, n) => {
            const out = new Uint8Array(n), before = new Uint16Array(4096);
            const last = new Uint8Array(4096), stack = new Uint8Array(4097);
            for (let i = 0; i < 256; i++) last[i] = i;
            let left = d[p++], bits = 0, held = 0, width = 9, next = 258, old = -1, first = 0, at = 0;
            for (;;) {
              while (held < width) {
                if (!left) left = d[p++];
                bits |= d[p++] << held;
                held += 8;
                left--;
              }
              const code = bits & (1 << width) - 1;
              bits >>>= width;
              held -= width;
              if (code === 257) return out;
              if (code === 256) {
                width = 9;
                next = 258;
                old = -1;
                continue;
              }
              let c = code, top = 0;
              if (c >= next) {
                stack[top++] = first;
                c = old;
              }
              for (; c > 257; c = before[c]) stack[top++] = last[c];
              first = stack[top++] = last[c];
              if (old >= 0 && next < 4096) {
                before[next] = old;
                last[next++] = first;
                if (next === 1 << width && width < 12) width++;
              }
              while (top) out[at++] = stack[--top];
              old = code;
            }
          };
          const draw = f => {
            const x = two(f.p + 1), y = two(f.p + 3), w = two(f.p + 5), h = two(f.p + 7);
            const picture = ctx.getImageData(x, y, w, h);
            const pixels = new Uint32Array(picture.data.buffer), e = entries(f.p + 11, w * h);
            for (let i = 0; i < e.length; i++) if (e[i] !== CLEAR) pixels[i] = table[e[i]];
            ctx.putImageData(picture, x, y);
          };
          const kept = [];
          let now = -1, timer = 0;
          const show = k => {
            if (k < now) {
              const from = k - k % KEEP;
              ctx.putImageData(kept[from / KEEP], 0, 0);
              now = from;
            }
            while (now < k) {
              draw(frames[++now]);
              if (now % KEEP === 0 && !kept[now / KEEP])
                kept[now / KEEP] = ctx.getImageData(0, 0, canvas.width, canvas.height);
            }
            slider.value = k;
            count.textContent = `${k + 1} / ${frames.length}`;
          };
          const stop = () => {
            clearTimeout(timer);
            timer = 0;
            button.textContent = '▶';
            button.setAttribute('aria-label', 'play');
          };
          const step = () => {
            if (!box.isConnected) return stop();
            show((now + 1) % frames.length);
            timer = setTimeout(step, 10 * frames[now].delay);
          };
          const button = document.createElement('button');
          button.style.cssText = 'width:2.6em;cursor:pointer';
          button.onclick = () => {
            if (timer) return stop();
            button.textContent = '❚❚';
            button.setAttribute('aria-label', 'pause');
            step();
          };
          const slider = document.createElement('input');
          slider.type = 'range';
          slider.min = 0;
          slider.max = frames.length - 1;
          slider.style.cssText = 'flex:1;min-width:4em';
          slider.setAttribute('aria-label', 'frame');
          slider.oninput = () => {
            stop();
            show(+slider.value);
          };
          const count = document.createElement('span');
          count.style.cssText = 'font:12px sans-serif;min-width:5em;text-align:right';
          const bar = document.createElement('div');
          bar.style.cssText =
            `display:flex;gap:8px;align-items:center;width:${img.width}px;max-width:100%`;
          bar.append(button, slider, count);
          stop();
          show(0);
          img.replaceWith(canvas, bar);
        };
        document.querySelectorAll('.flowlab-player:not([data-on])').forEach(start);
      })();
      """;

  private PlayerPage() {}

  static String of(String gifBase64, int width, int height, String alt) {
    return PAGE.formatted(gifBase64, width, height, Shown.escaped(alt), SCRIPT);
  }
}
