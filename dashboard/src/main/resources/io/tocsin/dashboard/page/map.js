// A map of the countries in which something rings, and the same as a list. Shapes and libraries are fetched from this server when it is first opened.
import { element, plural } from './view.js';

const SVG = 'http://www.w3.org/2000/svg';
const SIZE = { width: 960, height: 480 };
const SMALL = 40;
const LEVELS = ['critical', 'warning', 'rings'];

const part = document.getElementById('map-part');
const drawing = document.getElementById('map');
const list = document.getElementById('map-list');
let open = [];
let world = null;

const script = source => new Promise((done, failed) => {
  const made = document.createElement('script');
  made.src = source;
  made.async = false;
  made.addEventListener('load', done);
  made.addEventListener('error', () => failed(new Error(source)));
  document.head.append(made);
});

const fetched = async address => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

const svg = (tag, attributes) => {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
};

const load = async () => {
  const libraries = ['lib/d3-array.js', 'lib/d3-geo.js', 'lib/topojson-client.js'].map(script);
  const [shapes, codes] = await Promise.all([fetched('lib/countries.json'), fetched('lib/country-codes.json'), ...libraries]);
  const { features } = window.topojson.feature(shapes, shapes.objects.countries);
  const path = window.d3.geoPath(window.d3.geoNaturalEarth1().fitSize([SIZE.width, SIZE.height], { type: 'Sphere' })).digits(1);
  const drawn = svg('svg', { class: 'world', viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: 'img' });
  const numbers = new Map(Object.entries(codes).map(([code, number]) => [number, code]));
  const countries = new Map();
  features.forEach(feature => {
    const shape = svg('path', { d: path(feature) || '' });
    drawn.append(shape);
    const code = numbers.get(feature.id) || (feature.properties.name === 'Kosovo' ? 'XK' : null);
    if (code) countries.set(code, { shape, small: path.area(feature) < SMALL, at: path.centroid(feature) });
  });
  drawing.replaceChildren(drawn);
  return { drawn, countries, dots: [] };
};

// by country what rings there, the gravest first
const places = () => {
  const found = new Map();
  open.forEach(({ alert }) => {
    if (!/^[A-Z]{2}$/.test(alert.scope)) return;
    const known = found.get(alert.scope) || { code: alert.scope, name: alert.scopeName || alert.scope, alerts: 0, level: LEVELS.length - 1 };
    const level = LEVELS.indexOf(alert.severity);
    known.alerts += 1;
    if (level >= 0) known.level = Math.min(known.level, level);
    found.set(alert.scope, known);
  });
  return [...found.values()].sort((a, b) => a.level - b.level || b.alerts - a.alerts || (a.name < b.name ? -1 : 1));
};

const words = place => `${place.name}: ${plural(place.alerts, 'alert')}${place.level < 2 ? `, ${LEVELS[place.level]}` : ''}`;

const filterBy = place => {
  const text = document.getElementById('text');
  text.value = place.name;
  text.dispatchEvent(new Event('input', { bubbles: true }));
  text.focus();
};

const choice = place => {
  const button = element('button', LEVELS[place.level], words(place));
  button.type = 'button';
  button.addEventListener('click', () => filterBy(place));
  return element('li', '', button);
};

const shade = found => {
  world.countries.forEach(({ shape }) => { shape.removeAttribute('class'); shape.replaceChildren(); });
  world.dots.forEach(dot => dot.remove());
  world.dots = [];
  found.forEach(place => {
    const country = world.countries.get(place.code);
    if (!country) return;
    country.shape.setAttribute('class', LEVELS[place.level]);
    const title = svg('title', {});
    title.textContent = words(place);
    country.shape.append(title);
    if (country.small) {
      const dot = svg('circle', { cx: country.at[0], cy: country.at[1], r: 6, class: LEVELS[place.level] });
      world.drawn.append(dot);
      world.dots.push(dot);
    }
  });
  world.drawn.setAttribute('aria-label', found.length ? `Map of the world. ${found.map(words).join('; ')}` : 'Map of the world. Nothing rings in a country.');
};

const draw = () => {
  if (!part.open || !world) return;
  const found = places();
  shade(found);
  list.replaceChildren(...found.map(choice));
  const elsewhere = open.filter(({ alert }) => !/^[A-Z]{2}$/.test(alert.scope)).length;
  document.getElementById('map-note').textContent = elsewhere ? `Not on the map: ${plural(elsewhere, 'alert')} of other scopes.` : '';
};

let loading = null;
part.addEventListener('toggle', async () => {
  if (!part.open) return;
  try {
    loading ||= load();
    world = await loading;
    draw();
  } catch {
    loading = null;
    document.getElementById('map-note').textContent = 'The map could not be loaded; close and open it to try again.';
  }
});

document.addEventListener('drawn', event => { open = event.detail; draw(); });
