//! Data directories of every format there was, one of each, as `dev/testkit/examples/one_of_everything` of that version made them: they open,
//! with everything in them, and go on in today's.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::Read;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use common::Scratch;
use ledger::{Books, Ledger, LogQuery, Storage, Stored, StreamKey, World};
use model::ids::Scope;
use model::record::Key;
use model::ssm::Parameter;
use model::{acm, cloud_map, cloudwatch, dynamodb, ec2, ecr, ecs, elbv2, logs, sns, sts};

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)
}

/// A copy to be opened; files ending in `.gz` are unpacked.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if path.extension().is_some_and(|it| it == "gz") {
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
            fs::write(target.with_extension(""), bytes).unwrap();
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

fn scope() -> Scope {
    Scope::new("000000000000", "us-west-2").unwrap()
}

#[track_caller]
fn one<R: Stored>(world: &World) {
    assert!(world.count::<R>() >= 1, "no {}", R::KIND);
}

fn check(ledger: &Ledger, books: &Books) {
    let world = ledger.snapshot();
    one::<ecs::Cluster>(&world);
    one::<ecs::AccountSetting>(&world);
    one::<ecs::TaskDefinition>(&world);
    one::<ecs::Service>(&world);
    one::<ec2::Instance>(&world);
    one::<elbv2::TargetGroup>(&world);
    one::<sns::Topic>(&world);
    one::<sns::Subscription>(&world);
    one::<sns::Delivery>(&world);
    one::<ecr::Repository>(&world);
    one::<logs::LogGroup>(&world);
    one::<logs::LogStream>(&world);
    one::<logs::MetricFilter>(&world);
    one::<logs::QueryDefinition>(&world);
    one::<cloudwatch::Alarm>(&world);
    one::<dynamodb::Table>(&world);
    one::<dynamodb::Item>(&world);
    one::<cloud_map::Namespace>(&world);
    one::<acm::CertificateRequest>(&world);
    one::<sts::Session>(&world);
    assert_eq!(world.get::<Parameter>(&Key::new(&scope(), "/shop/key")).unwrap().value, "v");
    let page = books.logs.read(&StreamKey::new(&scope(), "g", "s"), &LogQuery::default()).unwrap();
    let messages: Vec<&str> = page.events.iter().map(|placed| placed.event.message.as_str()).collect();
    assert_eq!(messages, ["hello"]);
    let mut metrics = 0;
    books.metrics.metrics(&scope(), Bound::Unbounded, |_, _| {
        metrics += 1;
        true
    });
    assert_eq!((metrics, books.logs.damage().len(), books.metrics.damage().len()), (1, 0, 0));
}

fn goes_on(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    copy(&kept(name), scratch.path());
    let storage = Storage::Directory(scratch.path().to_owned());
    for _ in 0..2 {
        let (ledger, books) = (Ledger::open(storage.clone()).unwrap(), Books::open(&storage).unwrap());
        check(&ledger, &books);
        let change = |parameter: &mut Parameter| parameter.version += 1;
        let key = Key::new(&scope(), "/shop/key");
        ledger.write(|txn| txn.update(&key, change)).1.wait().unwrap();
    }
    scratch
}

#[test]
fn a_directory_with_a_redb_file_is_migrated_and_an_older_program_told_so() {
    let scratch = goes_on("redb-1");
    let left = fs::metadata(scratch.path().join("ledger.redb")).unwrap().len();
    let before = fs::metadata(kept("redb-1/ledger.redb.gz")).unwrap().len();
    assert!(left > 0 && before > 0);
    // What an older program reads there.
    let database = redb::Database::create(scratch.path().join("ledger.redb")).unwrap();
    let table = redb::TableDefinition::<&str, u64>::new("ledger.format");
    let read = redb::ReadableDatabase::begin_read(&database).unwrap();
    let found = read.open_table(table).unwrap().get("version").unwrap().unwrap().value();
    assert_eq!(found, 2);
}

#[test]
fn a_directory_of_the_journal_of_today_opens() {
    goes_on("journal-2");
}

/// A file that cannot be read is refused in words and left as it is.
#[test]
fn a_redb_file_that_is_damaged_is_refused_and_left_alone() {
    let scratch = Scratch::new("redb-damaged");
    copy(&kept("redb-1"), scratch.path());
    let path = scratch.path().join("ledger.redb");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(5).rposition(|window| window == b"/shop").unwrap();
    bytes[at + 1] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let refused = Ledger::open(Storage::Directory(scratch.path().to_owned())).unwrap_err();
    assert!(refused.to_string().contains("ledger.redb"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}
