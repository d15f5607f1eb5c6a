'use strict';
// Looks at each page of the site as it appears on a phone and on a desktop, in light and dark: axe-core must find nothing,
// and nothing may be wider than the screen. Leaves a picture of each look of some pages.
// Usage: look.js SITE PICTURES

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const puppeteer = require('puppeteer-core');

const AXE = require.resolve('axe-core/axe.min.js');
const LOOKS = [
  { name: 'phone', scheme: 'light', width: 390, height: 844 },
  { name: 'phone', scheme: 'dark', width: 390, height: 844 },
  { name: 'desktop', scheme: 'light', width: 1280, height: 900 },
  { name: 'desktop', scheme: 'dark', width: 1280, height: 900 },
];
const PICTURED = ['index', 'first-device', 'devices-tasmota', 'reference', 'commands', 'errors',
  'msgflo-foreign-participant.1', 'index.html#menu'];

const addressOf = (site, page) => pathToFileURL(path.join(site, 'x')).href.slice(0, -1) + page;

async function problemsOf(tab, where) {
  await tab.addScriptTag({ path: AXE });
  const found = await tab.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return { violations, wide };
  });
  const problems = found.violations.flatMap(({ id, help, nodes }) => nodes.map(
    ({ html, failureSummary }) => `${where}: ${id}: ${help}: ${html.slice(0, 160)}\n`
      + `    ${failureSummary.replace(/\n/g, ' ')}`));
  return found.wide ? [...problems, `${where}: the page is wider than the screen`] : problems;
}

async function look(tab, site, pictures, { name, scheme, width, height }) {
  await tab.setViewport({ width, height });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const problems = [];
  const pages = fs.readdirSync(site).filter((file) => file.endsWith('.html')).sort();
  for (const page of [...pages, 'index.html#menu']) {
    await tab.goto('about:blank');
    await tab.goto(addressOf(site, page));
    problems.push(...await problemsOf(tab, `${page} (${name}, ${scheme})`));
    const short = page.replace(/\.html$/, '');
    if (PICTURED.includes(short)) {
      const file = `${short.replace('.html#', '-')}-${name}-${scheme}.png`;
      await tab.screenshot({ path: path.join(pictures, file), fullPage: !page.includes('#') });
    }
  }
  return { problems, count: pages.length };
}

async function main([site, pictures]) {
  // Chromium's sandbox is not for root.
  const args = process.getuid() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args });
  const problems = [];
  let count = 0;
  try {
    const tab = await browser.newPage();
    for (const one of LOOKS) {
      const seen = await look(tab, site, pictures, one);
      problems.push(...seen.problems);
      count = seen.count;
    }
  } finally {
    await browser.close();
  }
  problems.forEach((problem) => console.log(problem));
  console.log(`${count} pages, ${LOOKS.length} looks of each: ${problems.length} problems; pictures in ${pictures}`);
  process.exitCode = problems.length > 0 || count === 0 ? 1 : 0;
}

main(process.argv.slice(2));
