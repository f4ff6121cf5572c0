//! The gate as a table: what browsers and programs send, and what becomes of it.
#![allow(clippy::unwrap_used)]

use super::*;

type Headers<'a> = &'a [(&'a str, &'a str)];

/// A path of every room.
const ROOMS: [&str; 8] = [
    "/",
    "/?Action=DeleteTopic&TopicArn=x&Version=2010-03-31",
    "/v2/",
    "/v2/app/blobs/uploads/",
    "/_localstack/state/reset",
    "/_interstella/stop",
    "/SimpleNotificationService-x.pem",
    "/nowhere",
];
const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
const CHROMIUM: (&str, &str) =
    ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36");
const LOCAL: (&str, &str) = ("host", "localhost:4566");

fn gate(variables: Headers<'_>) -> Gate {
    Gate::new(&Browsers::example(variables))
}

fn request(method: &str, target: &str, headers: Headers<'_>) -> Request<()> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap()
}

/// What becomes of a request, in one word: `in`, `204`, `400`, `403`; the origin its answer is marked for, or the words of the refusal.
fn outcome(gate: &Gate, secure: bool, request: &Request<()>) -> (String, String) {
    match gate.judge(Head::of(request, secure)) {
        Verdict::Admit(origin) => {
            ("in".to_owned(), origin.map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default())
        }
        Verdict::Preflight(headers) => ("204".to_owned(), format!("{headers:?}")),
        Verdict::Refuse(refusal) => (refusal.status.as_u16().to_string(), refusal.words),
    }
}

fn word(gate: &Gate, method: &str, target: &str, headers: Headers<'_>) -> String {
    outcome(gate, false, &request(method, target, headers)).0
}

/// The same for every method and room.
fn everywhere(gate: &Gate, headers: Headers<'_>, wanted: &str) {
    for method in METHODS {
        for room in ROOMS {
            let (word, words) = outcome(gate, false, &request(method, room, headers));
            assert_eq!(word, wanted, "{method} {room} {headers:?}: {words}");
        }
    }
}

#[test]
fn programs_are_let_in_by_every_name_of_this_machine() {
    let gate = gate(&[]);
    for host in [
        "localhost:4566",
        "localhost",
        "127.0.0.1:4566",
        "[::1]:4566",
        "localstack:4566",
        "sns.us-west-2.amazonaws.com",
        "data-localhost:4566",
        "localhost.localstack.cloud:4566",
        "host.docker.internal:4566",
        "x.localhost:4566",
    ] {
        everywhere(&gate, &[("host", host)], "in");
        everywhere(&gate, &[("host", host), ("user-agent", "aws-cli/2.17.0"), ("accept", "*/*")], "in");
    }
}

#[test]
fn names_of_others_are_not_let_in_whatever_else_is_said() {
    let gate = gate(&[]);
    for host in
        ["evil.example", "evil.example:4566", "127.0.0.1.nip.io:4566", "front-1.us-west-2.elb.localhost:4566"]
    {
        everywhere(&gate, &[("host", host)], "403");
        let own = format!("http://{host}");
        everywhere(&gate, &[("host", host), ("origin", &own), ("sec-fetch-site", "same-origin")], "403");
        everywhere(
            &gate,
            &[("host", host), ("sec-fetch-site", "none"), ("authorization", "AWS4-HMAC-SHA256 x")],
            "403",
        );
    }
    let words = outcome(&gate, false, &request("GET", "/", &[("host", "evil.example:4566")])).1;
    assert!(words.contains("--allow-host evil.example") && words.contains("Interstella refused"), "{words}");
    // An allowed origin is no reason to let a strange name in.
    everywhere(&self::gate(&[("DISABLE_CORS_CHECKS", "1")]), &[("host", "evil.example")], "403");
}

#[test]
fn one_host_or_none_of_it() {
    let gate = gate(&[]);
    everywhere(&gate, &[], "400");
    everywhere(&gate, &[LOCAL, LOCAL], "400");
    everywhere(&gate, &[LOCAL, ("host", "evil.example")], "400");
    for host in [
        "",
        "localhost, evil.example",
        "localhost evil.example",
        "u@localhost",
        "localhost:x",
        "localhost/x",
        "http://localhost",
    ] {
        everywhere(&gate, &[("host", host)], "400");
    }
    let mut old = request("GET", "/", &[]);
    *old.version_mut() = Version::HTTP_10;
    assert_eq!(outcome(&gate, false, &old).0, "in");
}

#[test]
fn the_target_counts_as_the_host_as_well() {
    let gate = gate(&[]);
    let of = |target: &str, host: &str| word(&gate, "GET", target, &[("host", host)]);
    assert_eq!(of("http://localhost:4566/", "localhost:4566"), "in");
    assert_eq!(of("http://LOCALHOST:4566/", "localhost:4566"), "in");
    assert_eq!(of("http://evil.example/", "localhost"), "403");
    assert_eq!(of("http://localhost/", "evil.example"), "403");
    assert_eq!(of("http://localhost/", "localhost:4566"), "400");
    assert_eq!(of("http://u@localhost/", "localhost"), "400");
    assert_eq!(word(&gate, "GET", "http://localhost/", &[]), "400");
}

#[test]
fn another_sites_page_is_kept_out_of_every_room_by_every_method() {
    let gate = gate(&[]);
    for origin in [
        "http://evil.example",
        "null",
        "",
        "file://",
        "http://localhost",
        "http://localhost:3000",
        "https://localhost:4566",
        "http://127.0.0.1:4566",
        "http://localhost:4566.evil.example",
        "http://localhost:45660",
        "http://localhost:4566/",
        "chrome-extension://abc",
        "*",
    ] {
        everywhere(&gate, &[LOCAL, CHROMIUM, ("origin", origin)], "403");
        everywhere(&gate, &[LOCAL, ("origin", origin), ("sec-fetch-site", "same-origin")], "403");
        everywhere(&gate, &[LOCAL, ("origin", origin), ("access-control-request-method", "POST")], "403");
    }
    for site in ["cross-site", "same-site", "none, cross-site", "", "NONE", "same-origin "] {
        // Space around a value is no part of it.
        let wanted = if site == "same-origin " { "in" } else { "403" };
        everywhere(&gate, &[LOCAL, CHROMIUM, ("sec-fetch-site", site.trim_end())], wanted);
    }
    everywhere(&gate, &[LOCAL, ("sec-fetch-site", "none"), ("sec-fetch-site", "cross-site")], "403");
    everywhere(&gate, &[LOCAL, ("origin", "http://localhost:4566"), ("sec-fetch-site", "cross-site")], "403");
    everywhere(
        &gate,
        &[LOCAL, ("origin", "http://localhost:4566"), ("origin", "http://localhost:4566")],
        "403",
    );
    for referer in [
        "http://evil.example/x",
        "http://localhost:3000/",
        "https://localhost:4566/",
        "about:blank",
        "http://evil.example/http://localhost:4566/",
    ] {
        everywhere(&gate, &[LOCAL, CHROMIUM, ("referer", referer)], "403");
        everywhere(&gate, &[LOCAL, ("referer", referer)], "403");
    }
    everywhere(
        &gate,
        &[LOCAL, ("referer", "http://localhost:4566/"), ("referer", "http://evil.example/")],
        "403",
    );
}

#[test]
fn a_browser_that_says_nothing_is_not_taken_for_a_program() {
    let gate = gate(&[]);
    let by = |host| [("host", host), CHROMIUM];
    for host in ["localhost.localstack.cloud:4566", "localstack:4566", "localhost:4566"] {
        everywhere(&gate, &by(host), "403");
        everywhere(&gate, &[("host", host), CHROMIUM, ("referer", "")], "403");
        assert_eq!(word(&gate, "GET", "/_localstack/health", &by(host)), "in");
        assert_eq!(word(&gate, "POST", "/_localstack/health", &by(host)), "403");
    }
    // The signature of an SDK that calls itself a browser: no page can add one without being asked for its origin.
    everywhere(&gate, &[LOCAL, CHROMIUM, ("authorization", "AWS4-HMAC-SHA256 Credential=x")], "in");
    everywhere(&gate, &[LOCAL, CHROMIUM, ("authorization", "Basic dTpw")], "403");
}

#[test]
fn the_user_and_our_own_pages_are_let_in() {
    let gate = gate(&[]);
    everywhere(&gate, &[LOCAL, CHROMIUM, ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], "in");
    everywhere(
        &gate,
        &[LOCAL, CHROMIUM, ("origin", "http://localhost:4566"), ("sec-fetch-site", "same-origin")],
        "in",
    );
    everywhere(&gate, &[LOCAL, CHROMIUM, ("origin", "http://localhost:4566")], "in");
    everywhere(&gate, &[LOCAL, CHROMIUM, ("referer", "http://localhost:4566/x")], "in");
    let names = [("host", "LOCALHOST:4566"), ("origin", "http://localhost:4566")];
    everywhere(&gate, &names, "in");
    everywhere(&gate, &[("host", "localhost"), ("origin", "http://localhost")], "in");
    // The scheme belongs to an origin.
    let secure = |headers: Headers<'_>| outcome(&gate, true, &request("POST", "/", headers)).0;
    assert_eq!(secure(&[LOCAL, ("origin", "https://localhost:4566")]), "in");
    assert_eq!(secure(&[LOCAL, ("origin", "http://localhost:4566")]), "403");
    assert_eq!(secure(&[("host", "localhost"), ("origin", "https://localhost")]), "in");
}

#[test]
fn links_lead_to_pages_for_people_and_to_nothing_else() {
    let gate = gate(&[]);
    let followed = |site, mode, destination| {
        [
            LOCAL,
            CHROMIUM,
            ("sec-fetch-site", site),
            ("sec-fetch-mode", mode),
            ("sec-fetch-dest", destination),
            ("referer", "http://evil.example/"),
        ]
    };
    let link = followed("cross-site", "navigate", "document");
    for page in PAGES {
        assert_eq!(word(&gate, "GET", page, &link), "in", "{page}");
        assert_eq!(word(&gate, "GET", &format!("{page}?kind=task&name=x"), &link), "in", "{page}");
        for method in ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"] {
            assert_eq!(word(&gate, method, page, &link), "403", "{method} {page}");
        }
        for (mode, destination) in [
            ("navigate", "iframe"),
            ("navigate", "frame"),
            ("navigate", "embed"),
            ("no-cors", "image"),
            ("no-cors", "script"),
            ("cors", "empty"),
            ("same-origin", "empty"),
            ("websocket", "websocket"),
            ("no-cors", "document"),
            ("navigate", ""),
        ] {
            assert_eq!(
                word(&gate, "GET", page, &followed("cross-site", mode, destination)),
                "403",
                "{mode} {destination}"
            );
        }
        assert_eq!(word(&gate, "GET", &format!("{page}/"), &link), "403");
    }
    everywhere(&gate, &link, "403");
    let confirm = "/?Action=ConfirmSubscription&TopicArn=x&Token=y";
    let (refused, words) = outcome(&gate, false, &request("GET", confirm, &link));
    assert!(refused == "403" && words.contains("address bar"), "{words}");
    assert_eq!(word(&gate, "GET", confirm, &followed("none", "navigate", "document")), "in");
    let with_origin = [&link[..], &[("origin", "null")]].concat();
    assert_eq!(word(&gate, "GET", "/health", &with_origin), "403");
}

#[test]
fn allowed_origins_are_let_in_and_may_read() {
    let gate = gate(&[(
        "EXTRA_CORS_ALLOWED_ORIGINS",
        "http://localhost:3000, https://app.example/,nonsense,app://.",
    )]);
    for origin in ["http://localhost:3000", "https://app.example"] {
        let headers = [
            LOCAL,
            CHROMIUM,
            ("origin", origin),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "cors"),
        ];
        everywhere(&gate, &headers, "in");
        let marked = outcome(&gate, false, &request("POST", "/", &headers)).1;
        assert_eq!(marked, origin);
        let picture = format!("{origin}/page");
        everywhere(&gate, &[LOCAL, CHROMIUM, ("sec-fetch-site", "cross-site"), ("referer", &picture)], "in");
        everywhere(&gate, &[LOCAL, CHROMIUM, ("referer", &picture)], "in");
    }
    for origin in [
        "http://localhost:3001",
        "http://app.example",
        "https://app.example:8443",
        "null",
        "nonsense",
        "https://x.app.example",
    ] {
        everywhere(&gate, &[LOCAL, CHROMIUM, ("origin", origin)], "403");
    }
    everywhere(
        &gate,
        &[LOCAL, ("origin", "http://localhost:3000"), ("origin", "http://localhost:3000")],
        "403",
    );
}

fn preflight(gate: &Gate, more: Headers<'_>) -> HeaderMap {
    let usual: Headers<'_> =
        &[LOCAL, ("origin", "http://localhost:3000"), ("access-control-request-method", "POST")];
    let request = request("OPTIONS", "/", &[usual, more].concat());
    match gate.judge(Head::of(&request, false)) {
        Verdict::Preflight(headers) => headers,
        other => panic!("{other:?}"),
    }
}

const ALLOWED: (&str, &str) = ("EXTRA_CORS_ALLOWED_ORIGINS", "http://localhost:3000");

fn names(headers: &HeaderMap, name: &str) -> Vec<String> {
    let all = headers.get_all(name).into_iter().flat_map(|value| value.to_str().unwrap().split(", "));
    all.map(str::to_owned).collect()
}

#[test]
fn a_preflight_is_answered_with_what_sdks_send() {
    let sent = "amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-target,x-amz-user-agent";
    let headers = preflight(&gate(&[ALLOWED]), &[("access-control-request-headers", sent)]);
    assert_eq!(headers["access-control-allow-origin"], "http://localhost:3000");
    assert_eq!(headers["vary"], "origin");
    let allowed = names(&headers, "access-control-allow-headers");
    for name in sent.split(',') {
        assert!(allowed.iter().any(|known| known == name), "{name}: {allowed:?}");
    }
    for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"] {
        assert!(
            names(&headers, "access-control-allow-methods").iter().any(|known| known == method),
            "{method}"
        );
    }
    assert!(names(&headers, "access-control-expose-headers").contains(&"x-amzn-requestid".to_owned()));
    assert!(headers.contains_key("access-control-max-age"));
    assert!(!headers.contains_key("access-control-allow-private-network"));
    assert!(!headers.contains_key("access-control-allow-credentials"));
}

#[test]
fn other_headers_are_allowed_by_name_or_all_together() {
    let asks: Headers<'_> = &[("access-control-request-headers", "x-mine, x-other, bad name, X-Amz-Thing")];
    let allowed =
        |variables: Headers<'_>| names(&preflight(&gate(variables), asks), "access-control-allow-headers");
    let none = allowed(&[ALLOWED]);
    assert!(!none.contains(&"x-mine".to_owned()) && none.contains(&"x-amz-thing".to_owned()), "{none:?}");
    let one = allowed(&[ALLOWED, ("EXTRA_CORS_ALLOWED_HEADERS", "X-Mine")]);
    assert!(one.contains(&"x-mine".to_owned()) && !one.contains(&"x-other".to_owned()), "{one:?}");
    let all = allowed(&[ALLOWED, ("EXTRA_CORS_ALLOWED_HEADERS", "*")]);
    assert!(all.contains(&"x-other".to_owned()) && !all.contains(&"bad name".to_owned()), "{all:?}");
    let exposed = preflight(&gate(&[ALLOWED, ("EXTRA_CORS_EXPOSE_HEADERS", "x-seen")]), &[]);
    assert!(names(&exposed, "access-control-expose-headers").contains(&"x-seen".to_owned()));
    let private = preflight(&gate(&[ALLOWED]), &[("access-control-request-private-network", "true")]);
    assert_eq!(private["access-control-allow-private-network"], "true");
}

#[test]
fn checks_and_headers_can_be_switched_off() {
    let anybody = gate(&[("DISABLE_CORS_CHECKS", "1")]);
    for headers in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("referer", "http://evil.example/"),
    ] {
        everywhere(&anybody, &[LOCAL, CHROMIUM, headers], "in");
    }
    everywhere(&anybody, &[LOCAL, CHROMIUM], "in");
    everywhere(
        &gate(&[("EXTRA_CORS_ALLOWED_ORIGINS", "*")]),
        &[LOCAL, CHROMIUM, ("origin", "http://a.example")],
        "in",
    );
    let silent = gate(&[ALLOWED, ("DISABLE_CORS_HEADERS", "1")]);
    assert_eq!(preflight(&silent, &[]), HeaderMap::new());
    everywhere(&silent, &[LOCAL, ("origin", "http://localhost:3000")], "in");
}

#[test]
fn answers_are_marked_for_those_who_may_read_them() {
    let marked = |variables: Headers<'_>, origin: Option<&'static str>| {
        let mut answer = Response::new(Body::empty());
        answer.headers_mut().insert("vary", HeaderValue::from_static("accept"));
        gate(variables).mark(&mut answer, origin.map(HeaderValue::from_static).as_ref());
        let one =
            answer.headers().get("access-control-allow-origin").map(|it| it.to_str().unwrap().to_owned());
        (one, names(answer.headers(), "vary").join(", "))
    };
    assert_eq!(marked(&[], None), (None, "accept".to_owned()));
    assert_eq!(marked(&[ALLOWED], None), (None, "accept, origin".to_owned()));
    let three = Some("http://localhost:3000");
    assert_eq!(marked(&[ALLOWED], three), (three.map(str::to_owned), "accept, origin".to_owned()));
    assert_eq!(marked(&[ALLOWED, ("DISABLE_CORS_HEADERS", "1")], three), (None, "accept".to_owned()));
}

#[test]
fn a_refusal_says_what_would_allow_it_and_is_logged_a_bounded_number_of_times() {
    let gate = gate(&[]);
    let words = |headers: Headers<'_>| outcome(&gate, false, &request("POST", "/", headers)).1;
    assert!(
        words(&[LOCAL, ("origin", "http://localhost:3000")])
            .contains("EXTRA_CORS_ALLOWED_ORIGINS=http://localhost:3000")
    );
    assert!(words(&[LOCAL, ("origin", "null")]).contains("without an address"));
    assert!(words(&[LOCAL, ("sec-fetch-site", "cross-site")]).contains("cross-site"));
    assert!(words(&[LOCAL, CHROMIUM]).contains("localhost"));
    for number in 0..2 * MOST_TOLD {
        let answer = gate.refuse(bad(&format!("{number}")));
        assert_eq!(
            (answer.status(), &answer.headers()["x-content-type-options"]),
            (StatusCode::BAD_REQUEST, &HeaderValue::from_static("nosniff"))
        );
    }
    assert_eq!(gate.told.lock().unwrap().len(), MOST_TOLD);
}

#[test]
fn a_refusal_repeats_no_more_than_a_host_name_of_what_was_said() {
    let long = format!("https://{}", "a".repeat(4_000));
    for origin in [long.as_str(), "https://evil.example"] {
        let (word, words) = outcome(&gate(&[]), false, &request("POST", "/", &[LOCAL, ("origin", origin)]));
        assert!(word == "403" && words.len() < 1_000 && words.contains(&origin[..20]), "{words}");
    }
}
