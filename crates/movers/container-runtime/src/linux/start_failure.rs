//! Why a container did not start, in the words of Docker and the ECS agent. In: the step that failed and its error. Out: a
//! [`StartError`]. Never here: the step.

use std::io;
use std::time::Duration;

use super::child::{Failed, Plan};
use crate::event::{StartError, StartErrorKind};
use crate::spec::ContainerSpec;

/// What stands before everything that goes wrong between the daemon and the program (moby, containerd, runc).
const TASK: &str = "Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create \
    failed: runc create failed: unable to start container process: ";
/// The exit code of a program that is not there.
const NOT_FOUND: i32 = 127;
/// The exit code of one that cannot be executed.
const NOT_EXECUTABLE: i32 = 126;

/// An error of the daemon itself.
pub(super) fn from_daemon(error: &io::Error) -> String {
    format!("Error response from daemon: {error}")
}

/// The agent's words for a start that took too long.
pub(super) fn timed_out(patience: Duration) -> StartError {
    let (minutes, seconds) = (patience.as_secs() / 60, patience.as_secs() % 60);
    let words = if minutes > 0 { format!("{minutes}m{seconds}s") } else { format!("{seconds}s") };
    let text = format!("Could not transition to started; timed out after waiting {words}");
    StartError::new(StartErrorKind::DockerTimeout, text)
}

/// The step that failed, or the program that could not be executed.
pub(super) fn explain(plan: &Plan, failed: Failed, spec: &ContainerSpec) -> StartError {
    let error = io::Error::from_raw_os_error(failed.errno);
    let words = kernel_words(&error);
    if let Some(step) = plan.steps.get(failed.step) {
        let text = format!("{TASK}error during container init: {}: {words}: unknown", step.label);
        return StartError::new(StartErrorKind::CannotStartContainer, text);
    }
    let first = plan.arguments.first().map(|a| a.to_string_lossy().into_owned()).unwrap_or_default();
    let (text, exit_code) = match failed.errno {
        libc::ENOENT if !first.contains('/') => {
            (format!("exec: \"{first}\": executable file not found in $PATH"), Some(NOT_FOUND))
        }
        libc::ENOENT | libc::ENOTDIR => {
            (format!("exec: \"{first}\": stat {first}: {words}"), Some(NOT_FOUND))
        }
        libc::EACCES => (format!("exec: \"{first}\": permission denied"), Some(NOT_EXECUTABLE)),
        libc::ENOEXEC => {
            let why = format!(
                "exec {first}: exec format error (is image {} built for this machine?)",
                spec.image.name
            );
            (why, Some(NOT_EXECUTABLE))
        }
        _ => (format!("exec: \"{first}\": {words}"), Some(NOT_EXECUTABLE)),
    };
    let text = format!("{TASK}{text}: unknown");
    StartError { exit_code, ..StartError::new(StartErrorKind::CannotStartContainer, text) }
}

/// An error of the kernel as C and Go programs write it: in lower case, without its number.
fn kernel_words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(first: &str, errno: i32) -> StartError {
        let arguments = vec![std::ffi::CString::new(first).unwrap_or_default()];
        let plan = Plan {
            steps: Vec::new(),
            programs: Vec::new(),
            arguments,
            environment: Vec::new(),
            namespaces: 0,
            slots: 0,
            owner: (0, 0),
        };
        explain(&plan, Failed { step: 0, errno }, &ContainerSpec::default())
    }

    #[test]
    fn programs_that_cannot_be_executed_have_the_words_and_codes_of_docker() {
        let cases = [
            ("x", libc::ENOENT, "exec: \"x\": executable file not found in $PATH: unknown", 127),
            ("/x", libc::ENOENT, "exec: \"/x\": stat /x: no such file or directory: unknown", 127),
            ("/etc", libc::EACCES, "exec: \"/etc\": permission denied: unknown", 126),
        ];
        for (first, errno, words, code) in cases {
            let error = failing(first, errno);
            let text = error.to_string();
            assert!(text.starts_with("CannotStartContainerError: Error response from daemon: "), "{text}");
            assert!(text.ends_with(words), "{text}");
            assert_eq!(error.exit_code, Some(code));
        }
    }

    #[test]
    fn a_start_that_takes_too_long_is_told_as_the_agent_tells_it() {
        let text = timed_out(Duration::from_secs(180)).to_string();
        let expected = "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s";
        assert_eq!(text, expected);
    }
}
