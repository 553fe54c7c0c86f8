// What the device says and hears, in words; a click shows the bytes.

import { $, make } from '/dom.js';
import { decode } from '/decode.js';

const MAX_ROWS = 300;

export class Traffic {
  constructor() {
    this.waiting = [];
    $('filter').oninput = () => this.filter();
    $('pause').onclick = () => this.pause($('pause').getAttribute('aria-pressed') !== 'true');
    $('copy').onclick = () => this.copy();
  }

  clear() {
    this.waiting = [];
    $('traffic').replaceChildren();
  }

  add(chunk, link) {
    if ($('pause').getAttribute('aria-pressed') === 'true') {
      this.waiting.push([chunk, link]);
      if (this.waiting.length > MAX_ROWS) this.waiting.shift();
      $('pause').textContent = `Go on (${this.waiting.length})`;
      return;
    }
    const row = make('li');
    const time = new Date(chunk.unixTimeMs).toISOString().slice(11, 23);
    const direction = make('span', chunk.direction === 'up' ? '↑' : '↓');
    direction.setAttribute('aria-label', chunk.direction);
    const words = make('details');
    words.append(make('summary', chunk.words ?? decode(chunk.text)));
    words.ontoggle = () => { if (words.childElementCount === 1) words.append(make('pre', chunk.text), make('pre', hex(chunk), 'hex')); };
    row.append(make('time', time), direction, make('span', `${chunk.bytes} B`), make('span', link), words);
    row.dataset.text = `${words.firstElementChild.textContent} ${chunk.text}`.toLowerCase();
    row.dataset.line = `${time} ${chunk.direction} ${chunk.bytes} B ${chunk.text}`;
    this.hide(row);
    $('traffic').prepend(row);
    while ($('traffic').childElementCount > MAX_ROWS) $('traffic').lastElementChild.remove();
  }

  pause(on) {
    $('pause').setAttribute('aria-pressed', on);
    $('pause').textContent = on ? 'Go on' : 'Pause';
    if (!on) for (const [chunk, link] of this.waiting.splice(0)) this.add(chunk, link);
  }

  filter() {
    for (const row of $('traffic').children) this.hide(row);
  }

  hide(row) {
    row.hidden = !row.dataset.text.includes($('filter').value.trim().toLowerCase());
  }

  async copy() {
    const rows = [...$('traffic').children].filter(row => !row.hidden).reverse();
    try {
      await navigator.clipboard.writeText(rows.map(row => row.dataset.line).join('\n'));
      $('copied').textContent = `${rows.length} lines copied`;
    } catch {
      $('copied').textContent = 'the browser does not let this page copy';
    }
  }
}

// What is masked has no bytes to show.
function hex(chunk) {
  const bytes = chunk.raw === null
    ? [...new TextEncoder().encode(chunk.text)].map(b => b.toString(16).padStart(2, '0'))
    : chunk.raw.match(/../g) ?? [];
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    const letters = row.map(b => parseInt(b, 16)).map(b => b >= 32 && b < 127 ? String.fromCharCode(b) : '.').join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${row.join(' ').padEnd(47)}  ${letters}`);
  }
  return lines.join('\n');
}
