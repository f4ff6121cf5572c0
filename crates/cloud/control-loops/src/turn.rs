//! How a loop runs: look, do, sleep until something it reads changes, a bell rings, or the time it named has come.
//!
//! ```text
//!   +--> wait until all that was written is kept --> look at that world --> do --> kept? --> note on the board --> wait: change | bell | time --+
//!   +----------------------------------------------------------------------------------------------------------------------------------------+
//! ```
//! So a loop acts on nothing that could still be taken back, and never does again what it has just written.

use std::sync::Arc;
use std::time::Duration;

use ledger::{Ledger, World};
use model::Time;
use tokio::sync::watch;

use crate::board::Board;
use crate::clock::Clock;

/// What one round came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// What was done, when something was.
    pub did: Option<String>,
    /// What went wrong.
    pub trouble: Option<String>,
    /// When time alone may make something due.
    pub look_again: Option<Time>,
}

impl Round {
    /// Asks for another look at `time` or earlier.
    pub fn by(&mut self, time: Time) {
        self.look_again = Some(self.look_again.map_or(time, |earlier| earlier.min(time)));
    }

    /// Adds to what was done.
    pub fn note(&mut self, what: impl Into<String>) {
        let what = what.into();
        match &mut self.did {
            Some(did) => {
                did.push_str("; ");
                did.push_str(&what);
            }
            None => self.did = Some(what),
        }
    }
}

/// Longest sleep: a loop that missed a wake-up repairs itself.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// After so long what the disk did not take is done again.
const AGAIN: Duration = Duration::from_secs(1);
/// Changes that come together are looked at together.
const GATHER: Duration = Duration::from_millis(1);

/// What every loop needs to run.
#[derive(Clone)]
pub struct Turns {
    /// The memory.
    pub ledger: Ledger,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where results are left.
    pub board: Board,
}

impl Turns {
    /// Runs `round` forever. `interest` sums up the generations of the kinds it reads; `bell` wakes it besides.
    pub async fn run<B: Clone>(
        self,
        name: &'static str,
        interest: impl Fn(&World) -> u64,
        mut bell: Option<watch::Receiver<B>>,
        mut round: impl FnMut(&Arc<World>, Time) -> Round,
    ) {
        let mut generations = self.ledger.watch();
        loop {
            if let Some(bell) = &mut bell {
                bell.borrow_and_update();
            }
            // What was rolled back is simply not in the world.
            drop(self.ledger.settling().done().await);
            generations.borrow_and_update();
            let (world, rollbacks) = (self.ledger.snapshot(), self.ledger.rollbacks());
            let (now, seen) = (self.clock.now(), interest(&world));
            let result = round(&world, now);
            drop(self.ledger.settling().done().await);
            let refused = self.ledger.rollbacks() != rollbacks;
            let sleep = result.look_again.map_or(HEARTBEAT, |time| until(self.clock.now(), time));
            let sleep = if refused { sleep.min(AGAIN) } else { sleep };
            let trouble = refused.then(|| self.not_kept());
            self.board.write(name, now, result.did, trouble.or(result.trouble));
            let changed = wait_for_change(&self.ledger, &mut generations, &interest, seen);
            tokio::select! {
                () = changed => tokio::time::sleep(GATHER).await,
                () = rung(&mut bell) => {}
                () = tokio::time::sleep(sleep.min(HEARTBEAT)) => {}
            }
        }
    }
}

impl Turns {
    fn not_kept(&self) -> String {
        let why = self.ledger.trouble().map_or("a write was refused".to_owned(), |why| why.to_string());
        format!("not kept on disk: {why}")
    }
}

fn until(now: Time, time: Time) -> Duration {
    Duration::from_millis(time.since(now).max(1) as u64)
}

/// Returns when a kind the loop reads has changed since `seen`.
async fn wait_for_change(
    ledger: &Ledger,
    generations: &mut watch::Receiver<u64>,
    interest: &impl Fn(&World) -> u64,
    seen: u64,
) {
    loop {
        if interest(&ledger.snapshot()) != seen {
            return;
        }
        if generations.changed().await.is_err() {
            // The ledger is gone: nothing will ever change again.
            std::future::pending::<()>().await;
        }
    }
}

async fn rung<B>(bell: &mut Option<watch::Receiver<B>>) {
    let gone = match bell {
        Some(bell) => bell.changed().await.is_err(),
        None => true,
    };
    if gone {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::{Disk, DiskFault, Note, Storage};
    use model::{Key, Scope};

    use super::*;
    use crate::clock::SystemClock;
    use crate::pen;

    fn note(id: &str) -> Note {
        Note { scope: Scope::new("000000000000", "us-west-2").unwrap(), id: id.to_owned(), number: 1 }
    }

    /// A ledger on a disk that may fail, in a directory of its own.
    fn on_disk(name: &str) -> (Ledger, Arc<DiskFault>, std::path::PathBuf) {
        let path = std::env::temp_dir().join(format!("control-loops-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        let fault = Arc::new(DiskFault::default());
        let disk = Disk::with(Arc::clone(&fault));
        (Ledger::open_on(Storage::Directory(path.clone()), &disk).unwrap(), fault, path)
    }

    async fn seen(ledger: &Ledger, id: &str) {
        let key = Key::new(&note(id).scope, id);
        let mut generations = ledger.watch();
        while !ledger.snapshot().contains::<Note>(&key) {
            generations.changed().await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_loop_does_again_what_the_disk_refused_and_nothing_twice() {
        let (ledger, fault, path) = on_disk("turn");
        fault.leave_room(0);
        let turns = Turns { ledger: ledger.clone(), clock: Arc::new(SystemClock), board: Board::default() };
        let board = turns.board.clone();
        let (own, (begun, mut rounds)) = (ledger.clone(), watch::channel(0));
        let round = move |world: &Arc<World>, _| {
            let key = Key::new(&note("a").scope, "a");
            let mut round = Round::default();
            if !world.contains::<Note>(&key) {
                pen::write(&own, |txn| {
                    // Whoever looked at a world that is older than his own writes would do it twice.
                    assert!(txn.put(note("a")), "done already");
                });
                round.note("wrote");
            }
            begun.send_modify(|count| *count += 1);
            round
        };
        let own = tokio::spawn(turns.run(
            "test",
            |world| world.changed::<Note>(),
            None::<watch::Receiver<()>>,
            round,
        ));
        rounds.wait_for(|count| *count >= 2).await.unwrap();
        assert!(board.notes()["test"].trouble.as_ref().is_some_and(|why| why.contains("not kept on disk")));
        assert!(!ledger.snapshot().contains::<Note>(&Key::new(&note("a").scope, "a")));
        fault.leave_room(u64::MAX);
        seen(&ledger, "a").await;
        own.abort();
        std::fs::remove_dir_all(path).unwrap();
    }

    #[tokio::test]
    async fn what_nobody_would_tell_again_is_written_until_it_is_kept() {
        let (ledger, fault, path) = on_disk("keep");
        fault.leave_room(0);
        let own = ledger.clone();
        let writing = tokio::spawn(async move { pen::keep(&own, |txn| txn.put(note("a"))).await });
        while ledger.trouble().is_none() {
            tokio::task::yield_now().await;
        }
        assert!(!writing.is_finished());
        fault.leave_room(u64::MAX);
        assert!(writing.await.unwrap());
        assert!(ledger.snapshot().contains::<Note>(&Key::new(&note("a").scope, "a")));
        std::fs::remove_dir_all(path).unwrap();
    }
}
