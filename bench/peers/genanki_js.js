// Packages a deck of lines with genanki-js: node genanki_js.js DECK PACKAGE
//
// It is made for browsers and imports nothing that Node knows, so what it imports there is
// handed in here.
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const { createRequire } = require('module');

const FIELDS = ['Question', 'Answer', 'Context', 'Statement', 'Source', 'Note', 'Extra', 'Key'];
const [deckPath, packagePath] = process.argv.slice(2);

const home = path.dirname(require.resolve('genanki-js/package.json'));
const theirs = createRequire(path.join(home, 'package.json'));
const source = fs
  .readFileSync(path.join(home, 'dist/genanki.js'), 'utf8')
  .replace(/^import .*$/gm, '')
  .replace(/^export (default )?/gm, '');
const saveAs = async (blob) => fs.writeFileSync(packagePath, Buffer.from(await blob.arrayBuffer()));
const world = vm.createContext({
  saveAs,
  sha256: theirs('js-sha256').sha256,
  JSZip: theirs('jszip'),
  bigInt: theirs('big-integer'),
  console,
  Uint8Array,
  Blob,
});
const { Model, Deck, Note, Package } = vm.runInContext(
  `${source}\n;({ Model, Deck, Note, Package })`,
  world,
);

async function main() {
  const wasm = (file) => path.join(path.dirname(theirs.resolve('sql.js')), file);
  const SQL = await theirs('sql.js')({ locateFile: wasm });
  const model = new Model({
    name: 'Bench',
    id: '1607392319',
    flds: FIELDS.map((name) => ({ name })),
    req: [[0, 'all', [0]]],
    tmpls: [
      {
        name: 'Card 1',
        qfmt: '{{Question}}',
        afmt: '{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Source}}',
      },
    ],
  });
  const deck = new Deck(2059400110, 'Bench');
  for (const line of fs.readFileSync(deckPath, 'utf8').trimEnd().split('\n')) {
    const fields = line.split('\t');
    const tags = fields.pop().split(' ');
    deck.addNote(new Note(model, fields, tags));
  }
  const made = new Package();
  made.setSqlJs(new SQL.Database());
  made.addDeck(deck);
  made.writeToFile(packagePath);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
