// Does to a BPMN document in bpmn-js what canvas.py does to ours; prints wall and CPU milliseconds as JSON.
// node bpmn_js.cjs <node_modules> <chromium> <file.bpmn> <task id> <box id>
const fs = require('fs');
const path = require('path');

const [modules, chromium, file, task, box] = process.argv.slice(2);
const puppeteer = require(path.join(modules, 'puppeteer-core'));

// CPU milliseconds of a process and all below it.
function cpu(root) {
  const all = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => {
    try {
      const fields = fs.readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return { id: +name, parent: +fields[1], ticks: +fields[11] + +fields[12] };
    } catch {
      return null;
    }
  }).filter(Boolean);
  const ours = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const one of all) {
      if (ours.has(one.parent) && !ours.has(one.id)) { ours.add(one.id); grown = true; }
    }
  }
  return all.filter((one) => ours.has(one.id)).reduce((sum, one) => sum + one.ticks * 10, 0);
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    protocolTimeout: 600000,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--window-size=1600,900'],
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1600, height: 900 });
  const dist = path.join(modules, 'bpmn-js', 'dist');
  await page.setContent('<div id="c" style="width:1600px;height:900px"></div>');
  for (const sheet of ['diagram-js.css', 'bpmn-js.css']) {
    await page.addStyleTag({ path: path.join(dist, 'assets', sheet) });
  }
  await page.addScriptTag({ path: path.join(dist, 'bpmn-modeler.production.min.js') });
  await page.evaluate(() => {
    window.modeler = new BpmnJS({ container: '#c' });
    // From the beginning of a frame until it is painted.
    window.timed = (act) => new Promise((done, fail) => requestAnimationFrame(async () => {
      const begin = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - begin);
      // A message sent within a frame arrives once that frame is painted.
      const painted = () => channel.port2.postMessage(0);
      try {
        const later = act();
        if (later instanceof Promise) { await later; requestAnimationFrame(painted); } else painted();
      } catch (error) { fail(error); }
    }));
    window.several = async (times, act) => {
      const taken = [];
      for (let turn = 0; turn < times; turn += 1) taken.push(await timed(() => act(turn)));
      return taken;
    };
  });
  const root = browser.process().pid;
  const found = {};
  async function measure(name, work, ...args) {
    const before = cpu(root);
    const taken = await page.evaluate(work, ...args);
    const each = (cpu(root) - before) / taken.length;
    found[name] = taken.map((wall) => [wall, each]);
  }

  await measure('open', (xml) => several(1, () => modeler.importXML(xml)), fs.readFileSync(file, 'utf8'));
  await page.evaluate(() => modeler.get('canvas').zoom('fit-viewport'));
  await measure('zoom', () => several(8, () => {
    const canvas = modeler.get('canvas');
    canvas.zoom(canvas.zoom() * 1.16);
  }));
  await page.evaluate((id) => {
    const { x, y } = modeler.get('elementRegistry').get(id);
    modeler.get('canvas').viewbox({ x: x - 400, y: y - 300, width: 1600, height: 900 });
  }, task);
  await measure('pan', () => several(30, () => modeler.get('canvas').scroll({ dx: 17, dy: 5 })));
  const drag = async (id) => {
    const registry = modeler.get('elementRegistry');
    const shape = registry.get(id);
    modeler.get('canvas').viewbox({ x: shape.x - 400, y: shape.y - 300, width: 1600, height: 900 });
    const event = (kind, at) => new MouseEvent(kind, { clientX: at, clientY: at - 100, bubbles: true });
    const press = event('mousedown', 450);
    document.querySelector('.djs-container').dispatchEvent(press);
    modeler.get('move').start(press, shape, true);
    const parent = shape.parent;
    modeler.get('dragging').hover({ element: parent, gfx: registry.getGraphics(parent) });
    const move = (turn) => document.dispatchEvent(event('mousemove', 460 + turn));
    move(0);
    await timed(() => move(1));
    const taken = await several(15, (turn) => move(turn + 2));
    if (!document.querySelector('.djs-drag-group')) throw new Error(`${id} is not dragged`);
    modeler.get('dragging').cancel();
    return taken;
  };
  await measure('drag a task', drag, task);
  await measure('drag a box', drag, box);
  await measure('edit', (id) => several(5, (turn) => {
    const shape = modeler.get('elementRegistry').get(id);
    modeler.get('modeling').moveElements([shape], { x: turn % 2 ? -10 : 10, y: 0 });
  }), task);
  await measure('collapse or expand', (id) => several(2, () => {
    modeler.get('bpmnReplace').replaceElement(modeler.get('elementRegistry').get(id), {
      type: 'bpmn:SubProcess', isExpanded: !modeler.get('elementRegistry').get(id).di.isExpanded,
    });
  }), box).catch(() => {});
  await page.evaluate(() => modeler.get('canvas').zoom('fit-viewport'));
  await measure('select all', () => several(2, (turn) => {
    const all = modeler.get('elementRegistry').filter((element) => element.parent);
    modeler.get('selection').select(turn % 2 ? null : all);
  }));
  console.log(JSON.stringify(found));
  await browser.close();
})().catch((error) => { console.error(error.stack); process.exit(1); });
