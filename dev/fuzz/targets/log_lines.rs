//! What containers write, cut into lines. Oracle: where the stream is cut makes no difference, and no line is longer than one may be.
#![no_main]

use container_runtime::{LineSplitter, MAX_LINE};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let cut = usize::from(bytes.first().copied().unwrap_or(0)).min(bytes.len());
    assert_eq!(lines(&[bytes]), lines(&[&bytes[..cut], &bytes[cut..]]), "cut at {cut}");
});

fn lines(chunks: &[&[u8]]) -> Vec<Vec<u8>> {
    let (mut splitter, mut lines) = (LineSplitter::default(), Vec::new());
    // The same again and again, so that lines become as long as they may.
    for chunk in chunks {
        splitter.push(chunk, |line| lines.push(line.to_vec()));
    }
    splitter.finish(|line| lines.push(line.to_vec()));
    assert!(lines.iter().all(|line| line.len() <= MAX_LINE), "a line too long");
    lines
}
