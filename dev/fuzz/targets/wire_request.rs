//! A whole API request: method, path, query and headers, one a line, then the body. Oracle: an answer that a client can read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (head, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Ok(head) = std::str::from_utf8(head) else { return };
    let mut lines = head.lines();
    let mut next = || lines.next().unwrap_or_default();
    let (method, path, query) = (next(), next(), next());
    let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    let request = wire::Request { method, path, query, headers: &&headers[..], body };
    let _ = wire::is_api_call(&request);
    let _ = wire::absent(&request, "s3").write("id");
    match wire::read(&request) {
        Err(refusal) => readable(&refusal.write("id")),
        Ok(call) => {
            let error = shapes::Error::validation("no");
            readable(&wire::write(call.operation, call.protocol, "id", Err(&error)));
        }
    }
});

fn readable(answer: &wire::Response) {
    assert!((400..600).contains(&answer.status), "{}", answer.status);
    // Whatever was sent, little of it comes back.
    assert!(answer.body.len() < 64 << 10, "an answer of {} bytes", answer.body.len());
    if answer.body.first() == Some(&b'{') {
        assert!(
            serde_json::from_slice::<serde_json::Value>(&answer.body).is_ok(),
            "an error that is no JSON"
        );
    }
    for (_, value) in &answer.headers {
        assert!(!value.contains(['\r', '\n', '\0']), "a header that is two: {value:?}");
    }
}
