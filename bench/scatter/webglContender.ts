import type { Contender } from './contender';

const vertexShader = `
attribute vec2 point;
uniform vec2 scale;
uniform vec2 offset;
void main() {
  gl_Position = vec4(point * scale + offset, 0.0, 1.0);
  gl_PointSize = 3.0;
}`;
const fragmentShader = `
precision mediump float;
void main() {
  gl_FragColor = vec4(0.2, 0.4, 0.7, 0.35);
}`;

/** What WebGL makes of the same points where no GPU is: one draw call, blended points, no picking, no axes. */
export function webglContender(parent: HTMLElement): Contender {
  const canvas = document.createElement('canvas');
  canvas.width = parent.clientWidth;
  canvas.height = parent.clientHeight;
  parent.append(canvas);
  const gl = canvas.getContext('webgl', { antialias: false });
  if (gl === null) throw new Error('WebGL is not to be had here.');
  const program = linked(gl);
  const scaleAt = gl.getUniformLocation(program, 'scale');
  const offsetAt = gl.getUniformLocation(program, 'offset');
  let length = 0;
  let zoom = 1;
  let [x, y] = [0, 0];
  const draw = (): void => {
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform2f(scaleAt, zoom / 4, zoom / 4);
    gl.uniform2f(offsetAt, x, y);
    gl.drawArrays(gl.POINTS, 0, length);
  };
  return {
    show(points) {
      length = points.length;
      const pairs = new Float32Array(length * 2);
      for (let at = 0; at < length; at += 1) pairs.set([points.x[at] ?? 0, points.y[at] ?? 0], at * 2);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, pairs, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
      draw();
    },
    reset() {
      zoom = 1;
      [x, y] = [0, 0];
    },
    pan(right, up) {
      x -= right * 2;
      y -= up * 2;
      draw();
    },
    zoom(factor) {
      zoom *= factor;
      draw();
    },
    hover: draw,
    remove: () => canvas.remove(),
  };
}

function linked(gl: WebGLRenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) throw new Error('WebGL makes no shader.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, 'point');
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  return program;
}
