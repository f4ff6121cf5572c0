//! Why a cloud did not start, in words that say what to do. In: what failed. Out: a sentence. Never here: trying again.

use crate::commands::hint::Hint;
use crate::commands::place::{self, Whose};
use crate::front_door::NotBound;
use crate::pid_file::Claimed;

/// Why a cloud did not start.
#[derive(Debug)]
pub(crate) struct NotStarted {
    words: String,
    /// Whether a cloud on the same data directory is in the way.
    is_running: bool,
}

impl NotStarted {
    /// The endpoint's port is not to be had: whose it is is asked there.
    pub(crate) async fn without_port(error: NotBound) -> NotStarted {
        let port = error.port;
        let whose = if error.is_taken() { place::whose(port).await } else { Whose::Nobody };
        match whose {
            Whose::Cloud(cloud) => NotStarted::from(format!(
                "port {port} is the endpoint of {}; choose another port with --port, or end that cloud (`down --data-dir {}`)",
                place::words(&cloud),
                cloud.data_directory.display()
            )),
            Whose::Nobody | Whose::Stranger => NotStarted::from(error.to_string()),
        }
    }

    /// The sentence, with the command that helps.
    pub(crate) fn with(&self, hint: &Hint) -> String {
        match self.is_running {
            true => format!("{}; `{}` ends it", self.words, hint.command("down")),
            false => self.words.clone(),
        }
    }
}

impl From<String> for NotStarted {
    fn from(words: String) -> NotStarted {
        NotStarted { words, is_running: false }
    }
}

impl From<Claimed> for NotStarted {
    fn from(claimed: Claimed) -> NotStarted {
        NotStarted { is_running: matches!(claimed, Claimed::By(_)), words: claimed.to_string() }
    }
}
