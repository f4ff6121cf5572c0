//! Memory and descriptors of the process, second by second. In: a pid. Out: medians of thirds. Never here: its tasks.

use std::time::Duration;

use bench::numbers::median;
use bench::process::{descriptors, resident};

use crate::LIVES;

/// Of a life, seconds that do not count: it opens its files, and unpacks what it needs.
const YOUTH: Duration = Duration::from_secs(5);

struct Reading {
    life: u64,
    mebibytes: f64,
    descriptors: f64,
}

/// All readings of a run.
#[derive(Default)]
pub(crate) struct Meters(Vec<Reading>);

impl Meters {
    pub(crate) fn take(&mut self, life: u64, age: Duration, pid: u32) {
        let reading = Reading { life, mebibytes: resident(pid), descriptors: descriptors(pid) as f64 };
        if age > YOUTH && reading.mebibytes > 0.0 {
            self.0.push(reading);
        }
    }

    fn of(&self, lives: std::ops::Range<u64>) -> (f64, f64) {
        let within = || self.0.iter().filter(|one| lives.contains(&one.life));
        let memory: Vec<f64> = within().map(|one| one.mebibytes).collect();
        let files: Vec<f64> = within().map(|one| one.descriptors).collect();
        (median(&memory), median(&files))
    }

    pub(crate) fn line(&self, life: u64) -> String {
        let (memory, files) = self.of(life..life + 1);
        format!("life {}: {memory:>7.1} MiB, {files:>5.0} descriptors (medians)", life + 1)
    }

    /// The first third of the lives, and the last.
    pub(crate) fn thirds(&self) -> [(f64, f64); 2] {
        [self.of(0..LIVES / 3), self.of(LIVES - LIVES / 3..LIVES)]
    }

    /// The first third of the last life, and its last: growth that a kill would hide.
    pub(crate) fn thirds_of_a_life(&self) -> [(f64, f64); 2] {
        let last: Vec<&Reading> = self.0.iter().filter(|one| one.life == LIVES - 1).collect();
        let third = (last.len() / 3).max(1).min(last.len());
        let medians = |part: &[&Reading]| {
            let memory: Vec<f64> = part.iter().map(|one| one.mebibytes).collect();
            let files: Vec<f64> = part.iter().map(|one| one.descriptors).collect();
            (median(&memory), median(&files))
        };
        [medians(&last[..third]), medians(&last[last.len() - third..])]
    }

    pub(crate) fn print(&self) {
        for (what, [first, last]) in [("run", self.thirds()), ("last life", self.thirds_of_a_life())] {
            println!(
                "{what:>10}: first third {:.1} MiB, {:.0} descriptors; last third {:.1} MiB, {:.0} descriptors",
                first.0, first.1, last.0, last.1
            );
        }
    }
}
