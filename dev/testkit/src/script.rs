//! A script: a text of commands and the text they print.
//!
//! ```text
//! # a remark
//! > command word name=value
//! what it prints
//! ```
//! In: a script, its output included or not. Out: the same script with the output of this run. Never here: files.
//!
//! Rooms: [`arguments`] (how a command is read), `commands` (what each does), `discovery` (those of Cloud Map), `history` (deployments),
//! `scaling` (of services),
//! `show` (what `show` prints).

pub mod arguments;
mod commands;
mod discovery;
mod history;
mod network;
mod scaling;
mod show;

use std::collections::BTreeMap;

use model::Time;

use crate::names::Names;
use crate::sim_world::{NoWorld, SimWorld};
use arguments::Arguments;

/// A script under way.
pub(crate) struct Stage {
    pub(crate) cloud: SimWorld,
    pub(crate) names: Names,
    /// For every service, when its newest event that was shown happened, and how many there were.
    pub(crate) shown: BTreeMap<String, usize>,
}

/// What a command prints, or the sentence that says what is wrong with it.
pub(crate) type Printed = Result<Vec<String>, String>;

impl Stage {
    /// Minutes and seconds since the beginning.
    pub(crate) fn at(&self, time: Time) -> String {
        let seconds = time.since(crate::sim_world::BEGINNING) / 1000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }

    fn run(&mut self, line: &str) -> Vec<String> {
        let printed = Arguments::read(line).and_then(|arguments| commands::run(self, &arguments));
        self.names.learn(&self.cloud.world());
        match printed {
            Ok(lines) => lines,
            Err(wrong) => vec![format!("! {}", self.names.read(&wrong))],
        }
    }
}

/// Runs every command of a script in a new cloud and writes what it prints below it, in place of what stood there.
pub fn run(script: &str) -> Result<String, NoWorld> {
    let cloud = SimWorld::new()?;
    let mut stage = Stage { cloud, names: Names::default(), shown: BTreeMap::new() };
    let mut out = String::new();
    for line in script.lines() {
        match line.strip_prefix('>') {
            Some(command) => {
                out.push_str(line);
                out.push('\n');
                stage.run(command).iter().for_each(|printed| out.push_str(&format!("{printed}\n")));
            }
            None if line.is_empty() || line.starts_with('#') => {
                out.push_str(line);
                out.push('\n');
            }
            None => {}
        }
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::run;

    #[test]
    fn old_output_gives_way_to_new_output_and_the_rest_stays() {
        let script = "# A cluster.\n\n> create-cluster\nstale\n> dance\n";
        let expected = "# A cluster.\n\n> create-cluster\n> dance\n! no command is called \"dance\"\n";
        assert_eq!(run(script).unwrap(), expected);
    }

    #[test]
    fn a_script_prints_the_same_every_time() {
        let script = "> create-cluster\n> start-instances 2\n> register web\n> create-service web desired=3\n> tick 9s\n> show events web\n";
        assert_eq!(run(script).unwrap(), run(script).unwrap());
    }
}
