//! Access and connection logs of load balancers, as files where a bucket would be. In: the load balancer's log lines. Out: files by AWS's names,
//! compressed, every five minutes and at the end. Never here: what a line says (the load balancer's), S3.
//!
//! ```text
//!   request --try_send--> queue --this thread--> a sheet for each load balancer and kind of log
//!            (full: dropped, counted)                  | five minutes are over, the sheet is full, the end
//!                                                      v
//!        DATA_DIR/s3/BUCKET/PREFIX/AWSLogs/ACCOUNT/elasticloadbalancing/REGION/yyyy/mm/dd/NAME.log.gz
//! ```
//!
//! A sheet lies in memory until it is written, so a killed process loses the lines of the running five minutes; AWS too delivers these logs
//! without promising every line.

mod place;
mod shelf;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use ledger::{Ledger, World};
use load_balancer::{LogKind, LogReader};
use model::elbv2::LoadBalancer;
use model::{Dice, Pace, Time};

use crate::board::Board;
use crate::clock::Clock;
use place::Bucket;
use shelf::Shelf;

/// Lines that may wait for the thread.
pub const ROOM: usize = 16 * 1024;
/// Milliseconds between files, as on AWS.
const EVERY: i64 = 300_000;
/// How long a file waits that the disk did not take, milliseconds.
const AGAIN: i64 = 2_000;
/// How often the thread looks at anything but lines.
const LOOK: Duration = Duration::from_millis(200);

/// What the thread works with.
pub struct LogRoom {
    /// The memory: where each load balancer wants its logs.
    pub ledger: Ledger,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where results are left.
    pub board: Board,
    /// `DATA_DIR/s3`.
    pub directory: PathBuf,
    /// How fast five minutes pass.
    pub pace: Pace,
}

/// The running thread; [`BalancerLogs::finish`] writes what is left.
#[derive(Debug)]
pub struct BalancerLogs {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl BalancerLogs {
    /// Starts the thread; fails when there can be none.
    pub fn start(room: LogRoom, reader: LogReader) -> io::Result<BalancerLogs> {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name("balancer-logs".to_owned());
        let thread = thread.spawn(move || Keeper::new(room).run(&reader, &asked))?;
        Ok(BalancerLogs { stop, thread })
    }

    /// Writes what is left and ends; takes as long as the files take. Not for a thread that serves.
    pub fn finish(self) {
        self.stop.store(true, Ordering::Relaxed);
        if self.thread.join().is_err() {
            tracing::error!("the load balancers' logs ended in a panic");
        }
    }
}

/// The thread's own.
struct Keeper {
    room: LogRoom,
    shelf: Shelf,
    /// When the sheets are next written.
    due: Time,
    /// When files the disk did not take are next tried.
    again: Time,
    /// State of the load balancers whose buckets were last looked at.
    seen: Option<u64>,
    dropped: u64,
}

impl Keeper {
    fn new(room: LogRoom) -> Keeper {
        let due = boundary(room.clock.now(), room.pace);
        let shelf = Shelf::new(room.directory.clone(), Dice::new(room.clock.now().0 as u64));
        Keeper { room, shelf, due, again: Time(0), seen: None, dropped: 0 }
    }

    fn run(mut self, reader: &LogReader, asked_to_stop: &AtomicBool) {
        loop {
            let ending = asked_to_stop.load(Ordering::Relaxed);
            let patience = if ending { Duration::ZERO } else { LOOK };
            match reader.next(patience) {
                Ok(Some(line)) => self.take(&line),
                Ok(None) if ending => break,
                Ok(None) => {}
                Err(_ended) => break,
            }
            self.look(reader);
        }
        let now = self.room.clock.now();
        self.write(now, reader);
    }

    fn take(&mut self, line: &load_balancer::LogLine) {
        let now = self.room.clock.now();
        let world = self.room.ledger.snapshot();
        let bucket = || Bucket::of_arn(&world, &line.load_balancer, line.kind);
        if let Err(trouble) = self.shelf.add(line, now, bucket) {
            self.tell(now, None, Some(trouble));
        }
    }

    /// Whatever time or the records make due.
    fn look(&mut self, reader: &LogReader) {
        let now = self.room.clock.now();
        let world = self.room.ledger.snapshot();
        let stamp = world.changed::<LoadBalancer>();
        if self.seen != Some(stamp) {
            self.seen = Some(stamp);
            self.greet(&world, now);
        }
        if now >= self.due {
            self.write(self.due, reader);
            self.due = boundary(now, self.room.pace);
        } else if self.shelf.is_behind() && now >= self.again {
            self.again = now.plus(AGAIN);
            let (written, trouble) = self.shelf.write_again();
            let did = (written > 0).then(|| format!("wrote {written} files the disk had not taken"));
            self.tell(now, did, trouble);
        }
    }

    /// Writes the test file into every bucket where logs were switched on, as AWS does to try its rights.
    fn greet(&self, world: &World, now: Time) {
        let kinds = [LogKind::Request, LogKind::Connection];
        let all = world.all::<LoadBalancer>();
        let wanted = all.flat_map(|one| kinds.into_iter().filter_map(|kind| Bucket::of(one, kind)));
        for bucket in wanted {
            if let Err(error) = shelf::greet(&self.room.directory, &bucket, now) {
                self.tell(now, None, Some(error.to_string()));
            }
        }
    }

    fn write(&mut self, until: Time, reader: &LogReader) {
        let (written, trouble) = self.shelf.write(until);
        let dropped = reader.dropped();
        let lost = (dropped > self.dropped)
            .then(|| format!("{} lines found the queue full", dropped - self.dropped));
        self.dropped = dropped;
        let did = (written > 0).then(|| format!("wrote {written} files"));
        self.tell(self.room.clock.now(), did, trouble.or(lost));
    }

    fn tell(&self, now: Time, did: Option<String>, trouble: Option<String>) {
        if let Some(trouble) = &trouble {
            tracing::warn!(trouble, "logs of load balancers");
        }
        self.room.board.write("balancer-logs", now, did, trouble);
    }
}

/// The next multiple of five minutes.
fn boundary(now: Time, pace: Pace) -> Time {
    let every = pace.takes(EVERY).max(1);
    Time((now.0 / every + 1) * every)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use ledger::Storage;
    use load_balancer::{AccessLog, log_queue};

    use super::*;
    use crate::clock::SystemClock;

    /// Every file below, its path shortened by the directory's, with its text.
    fn files(directory: &std::path::Path) -> Vec<(String, String)> {
        let (mut found, mut places) = (Vec::new(), vec![directory.to_owned()]);
        while let Some(place) = places.pop() {
            for entry in std::fs::read_dir(place).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    places.push(path);
                    continue;
                }
                let (mut text, bytes) = (String::new(), std::fs::read(&path).unwrap());
                match path.extension().is_some_and(|ending| ending == "gz") {
                    true => drop(GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap()),
                    false => text = String::from_utf8(bytes).unwrap(),
                }
                found.push((path.strip_prefix(directory).unwrap().display().to_string(), text));
            }
        }
        found.sort();
        found
    }

    #[test]
    fn lines_end_up_in_a_file_of_their_load_balancer() {
        let directory = std::env::temp_dir().join(format!("interstella-logs-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&directory));
        let ledger = Ledger::open(Storage::Memory).unwrap();
        let balancer = place::example();
        let arn: Arc<str> = balancer.arn().into();
        crate::pen::write(&ledger, |txn| txn.put(balancer));
        let (queue, reader) = log_queue(8);
        let (clock, board) = (Arc::new(SystemClock), Board::default());
        let room = LogRoom { ledger, clock, board, directory: directory.clone(), pace: Pace::HONEST };
        let logs = BalancerLogs::start(room, reader).unwrap();
        queue.request(&arn, "one".to_owned());
        queue.request(&arn, "two".to_owned());
        queue.connection(&arn, "not asked for".to_owned());
        queue.request(&"arn:of:nobody".into(), "three".to_owned());
        logs.finish();
        let found = files(&directory);
        assert_eq!(found.len(), 2, "{found:?}");
        let (test, log) = (&found[0], &found[1]);
        assert_eq!(test.0, "logs/front/AWSLogs/000000000000/ELBAccessLogTestFile");
        assert!(log.0.starts_with("logs/front/AWSLogs/000000000000/elasticloadbalancing/us-west-2/20"));
        assert!(log.0.ends_with(".log.gz") && log.0.contains("_app.front.0123456789abcdef_"), "{}", log.0);
        assert_eq!(log.1, "one\ntwo\n");
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn files_begin_at_whole_five_minutes() {
        assert_eq!(boundary(Time(0), Pace::HONEST), Time(300_000));
        assert_eq!(boundary(Time(300_001), Pace::HONEST), Time(600_000));
        assert_eq!(boundary(Time(4_999), Pace::new(60).unwrap()), Time(5_000));
    }
}
