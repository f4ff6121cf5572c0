//! What must hold of the gate for every request there is, whatever bytes its headers are.
#![allow(clippy::unwrap_used)]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Values that mean something, whole or in pieces, and values that mean nothing.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let pieces = select(vec![
        "http://",
        "https://",
        "localhost",
        ":4566",
        "evil.example",
        "127.0.0.1",
        "[::1]",
        "null",
        "cross-site",
        "same-origin",
        "none",
        "@",
        "/",
        ".",
        ":",
        ",",
        " ",
        "[",
        "]",
        "%",
        "*",
        "navigate",
        "document",
        "Mozilla/5.0",
        "AWS4-HMAC-SHA256",
        "true",
        "POST",
        "x-amz-date",
        "\u{e4}",
        "amazonaws.com",
        "elb.localhost",
    ]);
    let sensible = vec(pieces, 0..6).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![3 => sensible, 1 => vec(any::<u8>(), 0..40)]
}

fn name() -> impl Strategy<Value = &'static str> {
    select(vec![
        "host",
        "origin",
        "referer",
        "sec-fetch-site",
        "sec-fetch-mode",
        "sec-fetch-dest",
        "user-agent",
        "authorization",
        "access-control-request-method",
        "access-control-request-headers",
        "access-control-request-private-network",
    ])
}

fn target() -> impl Strategy<Value = &'static str> {
    select(vec![
        "/",
        "/?Action=X",
        "/v2/",
        "/health",
        "/_interstella/stop",
        "/_localstack/health",
        "http://localhost/",
        "http://evil.example/",
        "*",
    ])
}

fn method() -> impl Strategy<Value = &'static str> {
    select(vec!["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"])
}

fn settings() -> impl Strategy<Value = Browsers> {
    let origins = select(vec!["", "http://localhost:3000", "*", "nonsense,https://a.example/"]);
    let host = option::of(select(vec!["cloud.example:4566", ":::", ""]));
    (origins, host, any::<bool>(), any::<bool>()).prop_map(|(origins, host, off, silent)| {
        let switch = |on| if on { "1" } else { "0" };
        Browsers::example(&[
            ("EXTRA_CORS_ALLOWED_ORIGINS", origins),
            ("LOCALSTACK_HOST", host.unwrap_or_default()),
            ("DISABLE_CORS_CHECKS", switch(off)),
            ("DISABLE_CORS_HEADERS", switch(silent)),
        ])
    })
}

/// A request with these headers; those that no HTTP parser would let through are left out.
fn request(method: &str, target: &str, headers: &[(&str, Vec<u8>)]) -> Request<()> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            request = request.header(*name, value);
        }
    }
    request.body(()).unwrap()
}

/// Host and port of an origin as browsers write it.
fn own_origin(authority: &str, secure: bool) -> String {
    let usual = if secure { ":443" } else { ":80" };
    authority.strip_suffix(usual).or_else(|| authority.strip_suffix(':')).unwrap_or(authority).to_owned()
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    vec((name(), value()), 0..8)
}

proptest! {
    #[test]
    fn no_request_makes_it_panic_and_every_refusal_is_one_short_line(
        settings in settings(), method in method(), target in target(), headers in headers(), secure: bool,
    ) {
        let gate = Gate::new(&settings);
        let request = request(method, target, &headers);
        match gate.judge(Head::of(&request, secure)) {
            Verdict::Refuse(refusal) => {
                prop_assert!(refusal.words.len() < 2_000 && !refusal.words.contains(char::is_control), "{:?}", refusal.words);
                prop_assert!(gate.refuse(refusal).status().is_client_error());
            }
            Verdict::Admit(origin) => gate.mark(&mut Response::new(Body::empty()), origin.as_ref()),
            Verdict::Preflight(answer) => prop_assert!(answer.len() < 16),
        }
    }

    #[test]
    fn whoever_is_let_in_unasked_has_no_foreign_origin_or_site(
        host in select(vec!["localhost:4566", "localhost", "127.0.0.1:80", "[::1]:443"]),
        method in method(), target in target(), headers in headers(), secure: bool,
    ) {
        let gate = Gate::new(&Browsers::example(&[]));
        let others = headers.into_iter().filter(|(name, _)| *name != "host");
        let headers: Vec<_> = std::iter::once(("host", host.as_bytes().to_vec())).chain(others).collect();
        let request = request(method, target, &headers);
        let head = Head::of(&request, secure);
        let verdict = gate.judge(head);
        prop_assert!(!matches!(verdict, Verdict::Preflight(_) | Verdict::Admit(Some(_))), "{verdict:?}");
        if matches!(verdict, Verdict::Refuse(_)) {
            return Ok(());
        }
        prop_assert!(!target.contains("evil"), "{target}");
        let own = own_origin(host, secure);
        for origin in request.headers().get_all("origin") {
            let origin = origin.to_str().unwrap().to_ascii_lowercase();
            prop_assert_eq!(own_origin(origin.split_once("//").unwrap().1, secure), own.clone());
            prop_assert!(origin.starts_with(if secure { "https://" } else { "http://" }), "{origin}");
        }
        let own_site = |site: &HeaderValue| site == "none" || site == "same-origin";
        let foreign = !request.headers().get_all("sec-fetch-site").iter().all(own_site);
        prop_assert!(!foreign || (head.is_page() && head.is_shown()), "{request:?}");
    }

    #[test]
    fn a_foreign_host_is_let_in_with_no_header_there_is(
        host in select(vec!["evil.example", "evil.example:4566", "localhost.evil.example", "a.elb.localhost"]),
        method in method(), headers in headers(), settings in settings(), secure: bool,
    ) {
        let others = headers.into_iter().filter(|(name, _)| *name != "host");
        let headers: Vec<_> = others.chain([("host", host.as_bytes().to_vec())]).collect();
        let request = request(method, "/", &headers);
        let verdict = Gate::new(&settings).judge(Head::of(&request, secure));
        prop_assert!(matches!(verdict, Verdict::Refuse(_)), "{verdict:?}");
    }

    #[test]
    fn no_name_below_somebody_elses_domain_is_known(prefix in "[a-z0-9._-]{0,40}", dot in any::<bool>()) {
        let name = format!("{prefix}.evil.example{}", if dot { "." } else { "" });
        prop_assert!(!Hosts::default().know(&name));
    }

    #[test]
    fn texts_of_any_kind_are_parsed_or_not(text in any::<String>()) {
        if let Some(authority) = Authority::parse(&text) {
            prop_assert!(text.to_ascii_lowercase().starts_with(&authority.name));
            prop_assert!(!authority.name.contains(['/', '@', '?', '#', '\\', ' ', ',']));
        }
        if let Some(origin) = Origin::parse(&text) {
            prop_assert_eq!(Origin::parse(origin.as_str()), Some(origin.clone()));
            let page = format!("{}/{text}", origin.as_str());
            prop_assert_eq!(Origin::of_url(&page), Some(origin));
        }
    }
}
