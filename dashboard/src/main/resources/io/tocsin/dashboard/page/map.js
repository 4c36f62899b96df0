// A map of the countries and places in which something rings, and the same as a list. Shapes and libraries are fetched from this server when it is first opened.
import { element, place as called, plural } from './view.js';

const SVG = 'http://www.w3.org/2000/svg';
const SIZE = { width: 960, height: 480 };
const SMALL = 40;
const LEVELS = ['critical', 'warning', 'rings'];
const DOT = { small: 6, least: 4, most: 9 };
const MOST_RULES = 3;
const MOST_SAID = 20;
const COUNTRY = /^(?:(?:place|entity):iso3166:)?([A-Z]{2})(?:~.*)?$/;

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
  const projection = window.d3.geoNaturalEarth1().fitSize([SIZE.width, SIZE.height], { type: 'Sphere' });
  const path = window.d3.geoPath(projection).digits(1);
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
  return { drawn, countries, projection, dots: [] };
};

// the country that an alert is about, by its code
const countryOf = alert => COUNTRY.exec(alert.scope)?.[1];

// where the place that it is about lies, east and north
const pointOf = alert => ([alert.scopeLongitude, alert.scopeLatitude].every(Number.isFinite) ? [alert.scopeLongitude, alert.scopeLatitude] : null);

const keyOf = alert => countryOf(alert) || pointOf(alert)?.join();

const begin = (key, alert) => ({ key, code: countryOf(alert), point: countryOf(alert) ? null : pointOf(alert), name: called(alert),
  names: new Set(), links: new Set(), rules: new Set(), alerts: 0, level: LEVELS.length - 1 });

// by country or point what rings there, the gravest first
const places = () => {
  const found = new Map();
  open.forEach(({ alert }) => {
    const key = keyOf(alert);
    if (!key) return;
    const known = found.get(key) || begin(key, alert);
    const level = LEVELS.indexOf(alert.severity);
    known.alerts += 1;
    if (level >= 0) known.level = Math.min(known.level, level);
    known.names.add(called(alert));
    known.links.add(alert.scope.replace(/^(place|entity):/, '').replace(/~.*$/, ''));
    known.rules.add(alert.ruleId);
    found.set(key, known);
  });
  return [...found.values()].sort((a, b) => a.level - b.level || b.alerts - a.alerts || (a.name < b.name ? -1 : 1));
};

const keywords = ({ rules }) => {
  const said = [...rules].sort().slice(0, MOST_RULES).join(', ');
  return rules.size > MOST_RULES ? `${said} and ${rules.size - MOST_RULES} more` : said;
};

const words = place => `${place.name}: ${plural(place.alerts, 'alert')}${place.level < 2 ? `, ${LEVELS[place.level]}` : ''} (${keywords(place)})`;

// what all alerts there have in them and few others: the name, or the link of what has several
const sign = ({ name, names, links }) => (names.size > 1 && links.size === 1 ? [...links][0] : name);

const filterBy = place => {
  const text = document.getElementById('text');
  text.value = sign(place);
  text.dispatchEvent(new Event('input', { bubbles: true }));
  text.focus();
};

const choice = place => {
  const button = element('button', LEVELS[place.level], words(place));
  button.type = 'button';
  button.dataset.place = place.key;
  button.addEventListener('click', () => filterBy(place));
  return element('li', '', button);
};

// whoever is on a place stays on it
const offer = found => {
  const chosen = list.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  list.replaceChildren(...found.map(choice));
  [...list.querySelectorAll('button')].find(({ dataset }) => dataset.place === chosen)?.focus();
};

const titled = (shape, place) => {
  const title = svg('title', {});
  title.textContent = words(place);
  shape.setAttribute('class', LEVELS[place.level]);
  shape.append(title);
};

const dot = (place, [cx, cy], r) => {
  const made = svg('circle', { cx, cy, r });
  titled(made, place);
  world.drawn.append(made);
  world.dots.push(made);
};

const summary = found => {
  const said = found.slice(0, MOST_SAID).map(words).join('; ');
  return found.length > MOST_SAID ? `${said}; and ${plural(found.length - MOST_SAID, 'place')} more, in the list` : said;
};

// the gravest last, so that it lies above others
const shade = found => {
  world.countries.forEach(({ shape }) => { shape.removeAttribute('class'); shape.replaceChildren(); });
  world.dots.forEach(dot => dot.remove());
  world.dots = [];
  [...found].reverse().forEach(place => {
    const country = world.countries.get(place.code);
    if (country) titled(country.shape, place);
    if (country?.small) dot(place, country.at, DOT.small);
    if (place.point) dot(place, world.projection(place.point), Math.min(DOT.most, DOT.least + place.alerts));
  });
  world.drawn.setAttribute('aria-label', found.length ? `Map of the world. ${summary(found)}` : 'Map of the world. Nothing rings in a country or place.');
};

const draw = () => {
  if (!part.open || !world) return;
  const found = places();
  shade(found);
  offer(found);
  const elsewhere = open.filter(({ alert }) => !keyOf(alert)).length;
  document.getElementById('map-note').textContent = elsewhere ? `Not on the map: ${plural(elsewhere, 'alert')} of which no place is known.` : '';
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
