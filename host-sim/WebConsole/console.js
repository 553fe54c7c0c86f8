// The page as a whole: which device is shown, and what happens to it.

import { $, make, call } from '/dom.js';
import { Board } from '/board.js';
import { Commands } from '/commands.js';
import { Plots } from '/plot.js';
import { State } from '/state.js';
import { Traffic } from '/traffic.js';
import { World } from '/world.js';

let selected = null;
let device = null;
let stream = null;
let showing = Promise.resolve();

const path = (...parts) => ['/api/devices', selected, ...parts]
  .map((part, i) => i ? encodeURIComponent(part) : part).join('/');
const board = new Board(attempt);
const commands = new Commands(path);
const plots = new Plots($('plots'), $('window'));
const state = new State();
const traffic = new Traffic();
const world = new World(path, attempt);

async function showDevices() {
  const devices = await call('/api/devices');
  $('devices').replaceChildren(...devices.map(one => {
    const button = make('button');
    button.append(make('span', one.id), make('span', one.state, `dot ${one.state}`));
    button.setAttribute('aria-pressed', one.id === selected);
    button.onclick = () => select(one.id);
    return button;
  }));
  if (!selected && devices.length) await select(devices[0].id);
}

async function select(id) {
  selected = id;
  stream?.close();
  plots.clear();
  traffic.clear();
  board.clear(path());
  state.clear(await call(path('history')));
  await Promise.all([showDevices(), showDevice(), commands.show(id)]);
  for (const chunk of await call(path('traffic'))) hear(chunk);
  listen();
}

// One look at a time: events come faster than answers.
function showDevice() {
  showing = showing.then(async () => {
    device = await call(path());
    board.show(device);
    state.show(device);
    world.show(device.faults);
  }).catch(tell);
  return showing;
}

async function attempt(action) {
  try {
    await action();
    await showDevice();
  } catch (e) {
    tell(e);
  }
}

function tell(e) {
  $('stream').textContent = e.message;
  $('stream').className = 'failed';
}

function hear(chunk) {
  traffic.add(chunk, chunk.linkName ?? device?.link ?? '');
  plots.count(chunk.direction, chunk.bytes, chunk.unixTimeMs);
}

function listen() {
  stream = new EventSource(`/api/events?device=${encodeURIComponent(selected)}`);
  const on = (kind, action) => stream.addEventListener(kind, event => {
    const data = JSON.parse(event.data);
    if (data.id === selected) action(data);
  });
  stream.onopen = () => { $('stream').textContent = 'live'; $('stream').className = ''; };
  stream.onerror = () => tell({ message: 'the simulator does not answer; trying again' });
  stream.addEventListener('state', showDevices);
  on('state', data => { state.add({ ...data, unixTimeMs: Date.now() }); showDevice(); });
  on('pin', data => { board.moved(data.number); showDevice(); });
  on('faults', data => world.show(data.faults));
  on('traffic', data => hear(data.chunk));
  on('message', data => commands.heard(data.body));
  on('telemetry', data => {
    for (const field of data.fields) {
      if (field.value !== '' && !Number.isNaN(Number(field.value))) plots.add(field.name, field.unit, Number(field.value), Date.now());
    }
    showDevice();
  });
}

Promise.all([world.build(), commands.build()]).then(showDevices).catch(tell);
