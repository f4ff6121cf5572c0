//! Requests at the gate of the front door: `METHOD target`, then headers, one a line. Oracles: no request comes in by a foreign host or from
//! a foreign page, whatever else it says; refusals are one short line.
#![no_main]

#[allow(dead_code)]
#[path = "../../../crates/interstella/src/config/browsers.rs"]
mod config;
#[allow(dead_code)]
#[path = "../../../crates/interstella/src/front_door/gate/mod.rs"]
mod gate;

/// The one thing of the front door the gate needs.
mod connection {
    pub(super) fn text(
        status: http::StatusCode,
        body: impl Into<String>,
    ) -> http::Response<axum::body::Body> {
        let mut answer = http::Response::new(axum::body::Body::from(body.into()));
        *answer.status_mut() = status;
        answer
    }
}

use config::Browsers;
use gate::{Gate, Head, Verdict};
use http::{HeaderName, HeaderValue, Request};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let Ok(first) = std::str::from_utf8(lines.next().unwrap_or_default()) else { return };
    let Some((method, target)) = first.split_once(' ') else { return };
    let Ok(mut request) = Request::builder().method(method).uri(target).body(()) else { return };
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(&line[..colon]), value) {
            request.headers_mut().append(name, value);
        }
    }
    judge(&request);
    let mut foreign = request.clone();
    foreign.headers_mut().insert("host", HeaderValue::from_static("evil.example"));
    assert!(!admits(&foreign), "by a foreign host: {foreign:?}");
    let mut page = request;
    page.headers_mut().insert("origin", HeaderValue::from_static("https://evil.example"));
    assert!(!admits(&page), "from a foreign page: {page:?}");
});

fn strict() -> Gate {
    let no = Browsers {
        hosts: Vec::new(),
        own_host: None,
        origins: Vec::new(),
        allow_headers: Vec::new(),
        expose_headers: Vec::new(),
        checks: true,
        cors_headers: true,
    };
    Gate::new(&no)
}

fn admits(request: &Request<()>) -> bool {
    !matches!(strict().judge(Head::of(request, false)), Verdict::Refuse(_))
}

fn judge(request: &Request<()>) {
    let gate = strict();
    if let Verdict::Refuse(refusal) = gate.judge(Head::of(request, true)) {
        let answer = gate.refuse(refusal);
        assert!(answer.status().is_client_error(), "{answer:?}");
        let length = http_body::Body::size_hint(answer.body()).exact();
        assert!(length.is_some_and(|length| length < 2_000), "{length:?} bytes");
    }
}
