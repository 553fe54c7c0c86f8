import { Plots } from '/plot.js';

const MAX_TRAFFIC = 200;
const $ = id => document.getElementById(id);
const plots = new Plots($('plots'));
let selected = null;
let commands = [];
let stream = null;

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

async function call(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  };
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const pathOf = (...parts) => ['/api/devices', selected, ...parts].map((p, i) => i ? encodeURIComponent(p) : p).join('/');

async function showDevices() {
  const devices = await call('/api/devices');
  $('devices').replaceChildren(...devices.map(device => {
    const button = make('button', `${device.id} `);
    button.append(make('span', device.state, device.state));
    button.setAttribute('aria-pressed', device.id === selected);
    button.onclick = () => select(device.id);
    return button;
  }));
  if (!selected && devices.length) await select(devices[0].id);
}

async function select(id) {
  selected = id;
  plots.clear();
  $('traffic').replaceChildren();
  $('command-result').textContent = '';
  await Promise.all([showDevices(), showDevice(), showCommands()]);
  listen();
  for (const chunk of await call(pathOf('traffic'))) showTraffic(chunk);
}

async function showDevice() {
  const device = await call(pathOf());
  showFacts(device);
  $('pins').replaceChildren(...device.pins.map(showPin));
  if (!$('sensors').contains(document.activeElement)) $('sensors').replaceChildren(...device.sensors.map(showSensor));
}

function showFacts(device) {
  const login = device.connection?.login;
  const facts = {
    state: device.reason === 'none' ? device.state : `${device.state}: ${device.explanation}`,
    address: device.jid,
    board: device.model,
    'bytes up / down': device.connection && `${device.connection.transport.up} / ${device.connection.transport.down}`,
    'came online in': login && `${login.transport.roundTrips} round trips, ${login.transport.up} bytes up`,
    ...healthFacts(device.health),
  };
  $('facts').replaceChildren(...Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([name, value]) => [make('dt', name), make('dd', value, name === 'state' ? device.state : '')]));
}

function healthFacts(health) {
  if (health.uptime === undefined) return {};
  return {
    'running for': `${health.uptime} s, start ${health.starts} (${health.startReason})`,
    'free memory': `${health.memoryFree} B`,
    reconnects: health.reconnects,
    commands: `${health.commands} run, ${health.refused} refused`,
    'reports dropped': health.dropped,
  };
}

function showPin(pin) {
  const row = make('li');
  row.append(make('span', pin.number), make('span', pin.label));
  if (pin.mode === 'input') {
    const button = make('button', pin.value ? 'high' : 'low');
    button.setAttribute('aria-pressed', pin.value === 1);
    button.setAttribute('aria-label', `${pin.label}: drive it ${pin.value ? 'low' : 'high'}`);
    button.onclick = () => attempt(() => call(pathOf('pins', pin.number), { value: pin.value ? 0 : 1 }));
    row.append(button);
  } else {
    const lamp = make('span', '', pin.value ? 'lamp on' : 'lamp');
    lamp.setAttribute('role', 'img');
    lamp.setAttribute('aria-label', pin.value ? 'on' : 'off');
    row.append(lamp);
  }
  return row;
}

function showSensor(sensor) {
  const row = make('li');
  const input = make('input');
  input.inputMode = 'decimal';
  input.placeholder = sensor.value === null ? 'failing' : sensor.value;
  input.setAttribute('aria-label', `${sensor.name} in ${sensor.unit}`);
  input.onchange = () => attempt(() => {
    const value = Number(input.value.replace(',', '.'));
    if (input.value.trim() === '' || Number.isNaN(value)) throw new Error(`${sensor.name} must be a number`);
    return call(pathOf('sensors', sensor.name), { value });
  });
  const fail = make('button', 'fail');
  fail.onclick = () => attempt(() => call(pathOf('sensors', sensor.name), { value: null }));
  row.append(make('span', sensor.name), input, make('span', sensor.unit), fail);
  return row;
}

async function showCommands() {
  commands = await call(pathOf('commands'));
  $('command-name').replaceChildren(...commands.map(command => make('option', command.name)));
  showArguments();
}

function showArguments() {
  const command = commands.find(c => c.name === $('command-name').value);
  $('command-summary').textContent = command?.summary ?? '';
  $('command-arguments').replaceChildren(...(command?.arguments ?? []).map(argument => {
    const label = make('label', argument.name);
    const input = make('input');
    input.name = argument.name;
    input.type = argument.type === 'integer' ? 'number' : 'text';
    if (argument.type === 'integer') [input.min, input.max] = [argument.minimum, argument.maximum];
    input.required = !argument.optional;
    input.placeholder = argument.type === 'integer' ? `${argument.minimum} to ${argument.maximum}` : '';
    label.append(input);
    return label;
  }));
}

async function attempt(action) {
  try {
    await action();
    await showDevice();
  } catch (e) {
    $('command-result').textContent = e.message;
  }
}

$('command-name').onchange = showArguments;
$('command').onsubmit = event => {
  event.preventDefault();
  const inputs = [...$('command-arguments').querySelectorAll('input')].filter(input => input.value !== '');
  const args = Object.fromEntries(inputs.map(i => [i.name, i.type === 'number' ? Number(i.value) : i.value]));
  $('command-result').textContent = '…';
  attempt(async () => {
    const answer = await call(pathOf('commands', $('command-name').value), { args });
    $('command-result').textContent = JSON.stringify(answer, null, 2);
  });
};

function showTraffic(chunk) {
  const row = make('li');
  const time = new Date(chunk.unixTimeMs).toISOString().slice(11, 23);
  row.append(make('span', time), make('span', chunk.direction === 'up' ? '↑' : '↓'), make('span', `${chunk.bytes} B`), make('span', chunk.text));
  $('traffic').prepend(row);
  while ($('traffic').childElementCount > MAX_TRAFFIC) $('traffic').lastElementChild.remove();
}

function listen() {
  stream?.close();
  stream = new EventSource(`/api/events?device=${encodeURIComponent(selected)}`);
  const on = (kind, action) => stream.addEventListener(kind, event => {
    const data = JSON.parse(event.data);
    if (data.id === selected) action(data);
  });
  stream.onopen = () => { $('stream').textContent = 'live'; };
  stream.onerror = () => { $('stream').textContent = 'the simulator does not answer; trying again'; };
  stream.addEventListener('state', showDevices);
  on('state', showDevice);
  on('pin', showDevice);
  on('traffic', data => showTraffic(data.chunk));
  on('telemetry', data => {
    const time = Date.parse(data.time) || Date.now();
    for (const field of data.fields) {
      if (field.value !== '' && !Number.isNaN(Number(field.value))) plots.add(field.name, field.unit, Number(field.value), time);
    }
    showDevice();
  });
}

showDevices().catch(e => { $('stream').textContent = e.message; });
