//! The bare limit: what no packager that brings these rows in this format can leave out.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Prints the milliseconds of CPU, step by step and in all.
pub fn print(package: &Path, out: &Path) {
    let collection = unpacked(package);
    let rows = tempfile::NamedTempFile::new().expect("a file");
    fs::write(rows.path(), &collection).expect("room on the disk");
    let source = Connection::open(rows.path()).expect("a collection");
    let (notes, cards) = (read(&source, "notes", 11), read(&source, "cards", 18));
    let sql = schema(&source);
    let fresh = out.with_extension("anki2");
    let _ = fs::remove_file(&fresh);
    let mut watch = Watch::start();
    insert(&fresh, &sql, &[("notes", &notes), ("cards", &cards)]);
    let inserted = watch.lap();
    let packed = deflated(&collection);
    let deflate = watch.lap();
    fs::write(out, packed).expect("room on the disk");
    let written = watch.lap();
    fs::remove_file(&fresh).expect("it was made here");
    println!(
        "{{\"insert_ms\": {inserted:.2}, \"deflate_ms\": {deflate:.2}, \"write_ms\": {written:.2}, \
         \"limit_ms\": {:.2}}}",
        inserted + deflate + written
    );
}

fn unpacked(package: &Path) -> Vec<u8> {
    let mut zip = ZipArchive::new(File::open(package).expect("a package")).expect("a zip");
    let mut entry = zip.by_name("collection.anki2").expect("a collection");
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).expect("sound bytes");
    bytes
}

fn read(db: &Connection, table: &str, columns: usize) -> Vec<Vec<Value>> {
    let mut query = db
        .prepare(&format!("SELECT * FROM {table} ORDER BY rowid"))
        .expect("the table is there");
    let rows = query
        .query_map([], |row| (0..columns).map(|nth| row.get(nth)).collect())
        .expect("rows");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn schema(db: &Connection) -> String {
    let mut query = db
        .prepare("SELECT sql || ';' FROM sqlite_master WHERE type = 'table'")
        .expect("every database has one");
    let tables = query
        .query_map([], |row| row.get::<_, String>(0))
        .expect("tables");
    tables.collect::<Result<String, _>>().expect("tables")
}

fn insert(path: &Path, schema: &str, tables: &[(&str, &[Vec<Value>])]) {
    let mut db = Connection::open(path).expect("a database");
    // As the package stage has them, so that nothing but the rows is left.
    db.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -1024;",
    )
    .expect("settings");
    let transaction = db.transaction().expect("a transaction");
    transaction.execute_batch(schema).expect("tables");
    for (table, rows) in tables {
        let places = vec!["?"; rows.first().map_or(1, Vec::len)].join(", ");
        let mut statement = transaction
            .prepare(&format!("INSERT INTO {table} VALUES ({places})"))
            .expect("a statement");
        for row in *rows {
            statement.execute(params_from_iter(row)).expect("a row");
        }
    }
    transaction.commit().expect("room on the disk");
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6));
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("collection.anki2", options)
        .expect("an entry");
    zip.write_all(bytes).expect("memory");
    zip.finish().expect("memory").into_inner()
}

/// The CPU time of this thread, the only one there is, since the last look.
struct Watch(u64);

impl Watch {
    fn start() -> Self {
        Self(nanoseconds())
    }

    fn lap(&mut self) -> f64 {
        let before = std::mem::replace(&mut self.0, nanoseconds());
        (self.0 - before) as f64 / 1e6
    }
}

fn nanoseconds() -> u64 {
    let line = fs::read_to_string("/proc/self/schedstat").expect("Linux tells the time");
    let spent = line.split(' ').next().and_then(|word| word.parse().ok());
    spent.expect("nanoseconds on the CPU")
}
