//! Datagrams at the name servers. Oracle: an answer is one, to this question, and fits.
#![no_main]

use std::net::Ipv4Addr;

use container_runtime::dns::{Answer, Query};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(query) = Query::read(bytes) else { return };
    for answer in [
        Answer::NoSuchName,
        Answer::Refused,
        Answer::addresses((0..200).map(|at| Ipv4Addr::new(10, 0, 0, at))),
    ] {
        let said = query.answer(&answer);
        assert!(said.len() <= 1232, "{} bytes", said.len());
        assert_eq!(said[..2], bytes[..2], "an answer to another question");
        assert_eq!(said[2] & 0x80, 0x80, "an answer that is a question");
    }
});
