//! The gate for browsers: whether a request may come from the page of another site, and is refused then.
//!
//! | a request with | passes when |
//! |---|---|
//! | `Sec-Fetch-Site` | it is `none` or `same-origin`, or somebody follows a link to the page itself |
//! | `Origin` | it is this HQ, by the name in `Host` |
//! | neither, but `Referer` | the same |
//! | none of them, a GET | `Host` is no name that a stranger's name server could lead here (rebinding) |
//! | none of them, another method | always: every browser sends `Origin` with those, so it is a program |
//!
//! Names that strangers have no power over: addresses, single labels, `*.localhost`, `*.local`, `*.internal`, AWS's and LocalStack's own,
//! and those of the setting `ALLOWED_HOSTS`. In: a request's head. Out: a refusal, or none. Keys and tokens are checked elsewhere.

use http::{HeaderMap, Method, header, request::Parts};
use std::net::IpAddr;

/// Endings under which nobody but this machine, its network or AWS gives out names.
const TRUSTED: [&str; 6] = [
    ".localhost",
    ".local",
    ".internal",
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".localhost.localstack.cloud",
];
/// A page of this HQ is meant by these names of loopback, too.
const ALONE: [&str; 1] = ["localhost.localstack.cloud"];

/// Why this request is refused; `allowed` are further names of this HQ, in lower case.
pub(crate) fn refusal(head: &Parts, allowed: &[String]) -> Option<&'static str> {
    let text = |name| head.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(header::HOST);
    let (reads, path) = (matches!(head.method, Method::GET | Method::HEAD), head.uri.path());
    let told = [header::HeaderName::from_static("sec-fetch-site"), header::ORIGIN, header::REFERER];
    if !reads && told.iter().all(|name| !head.headers.contains_key(name)) {
        return None;
    }
    if path != "/health" && !host.is_none_or(|host| is_ours(host, allowed)) {
        return Some("HQ is not known by that Host; its administrators may add it to ALLOWED_HOSTS");
    }
    let page = reads && path == "/";
    let foreign = match (text(told[0].clone()), text(header::ORIGIN), text(header::REFERER)) {
        (Some(site), ..) if !matches!(site, "none" | "same-origin") => !(page && follows_link(&head.headers)),
        (_, Some(origin), _) => !is_from(origin, host),
        (None, None, Some(referer)) => !page && !is_from(referer, host),
        _ => false,
    };
    foreign.then_some("not from the page of another site")
}

/// A whole page is wanted, not a part of another one.
fn follows_link(headers: &HeaderMap) -> bool {
    let is = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

/// Whether a URL is of the site that `Host` names.
fn is_from(url: &str, host: Option<&str>) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port = if scheme == "https" { ":443" } else { ":80" };
    let plain = |authority: &str| authority.to_ascii_lowercase().trim_end_matches(port).to_owned();
    host.is_some_and(|host| plain(host) == plain(authority))
}

/// Whether no stranger can have a name server lead this name here.
fn is_ours(host: &str, allowed: &[String]) -> bool {
    let host = host.to_ascii_lowercase();
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name),
    };
    let name = name.trim_end_matches('.');
    name.parse::<IpAddr>().is_ok()
        || !name.contains('.')
        || ALONE.contains(&name)
        || TRUSTED.iter().any(|ending| name.ends_with(ending))
        || allowed.iter().any(|one| one == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, path: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        refusal(&request.body(()).unwrap().into_parts().0, &["hq.example.org".to_owned()]).is_none()
    }

    const HQ: (&str, &str) = ("host", "hq-1.us-west-2.elb.localhost:8888");

    #[test]
    fn programs_come_through_whatever_they_call_hq() {
        for host in ["hq.example.com", "127.0.0.1:8888", "hq"] {
            assert!(asked("POST", "/receiving/", &[("host", host)]), "{host}");
            assert!(asked("PUT", "/rate", &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn the_page_itself_comes_through() {
        let own = ("origin", "http://hq-1.us-west-2.elb.localhost:8888");
        assert!(asked("POST", "/keys", &[HQ, own]));
        assert!(asked("POST", "/keys", &[HQ, own, ("sec-fetch-site", "same-origin")]));
        assert!(asked("GET", "/api/events", &[HQ, ("sec-fetch-site", "same-origin")]));
        assert!(asked("GET", "/", &[HQ, ("sec-fetch-site", "none")]));
        let link = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert!(asked("GET", "/", &[HQ, ("sec-fetch-site", "cross-site"), link[0], link[1]]));
        assert!(asked("GET", "/", &[HQ, ("referer", "https://somewhere.example/")]));
        assert!(asked("POST", "/keys", &[("host", "hq:80"), ("origin", "http://hq")]));
        assert!(asked("POST", "/keys", &[("host", "hq.example.org"), ("origin", "https://hq.example.org")]));
    }

    #[test]
    fn other_sites_do_not() {
        for site in ["cross-site", "same-site", "nonsense", ""] {
            assert!(!asked("POST", "/keys", &[HQ, ("sec-fetch-site", site)]), "{site}");
            assert!(!asked("GET", "/api/state", &[HQ, ("sec-fetch-site", site)]), "{site}");
            // An <img> or a frame asks for the page without being a link to it.
            assert!(!asked("GET", "/", &[HQ, ("sec-fetch-site", site)]), "{site}");
        }
        for origin in
            ["null", "http://evil.example", "http://localhost:8888", "", "hq-1.us-west-2.elb.localhost:8888"]
        {
            for (method, path) in
                [("PUT", "/rate"), ("POST", "/keys"), ("POST", "/receiving/"), ("DELETE", "/")]
            {
                assert!(!asked(method, path, &[HQ, ("origin", origin)]), "{method} {path} {origin}");
            }
        }
        assert!(!asked("POST", "/subscriptions", &[HQ, ("referer", "http://evil.example/")]));
        assert!(!asked("GET", "/api/state", &[HQ, ("referer", "http://evil.example/")]));
        // A header that is no text is nobody's.
        let bytes = http::HeaderValue::from_bytes(b"\xff").unwrap();
        let request = http::Request::post("/keys").header("host", "hq").header("origin", bytes);
        assert!(refusal(&request.body(()).unwrap().into_parts().0, &[]).is_some());
    }

    #[test]
    fn a_name_that_was_led_here_by_a_stranger_reads_and_writes_nothing() {
        for host in [
            "evil.example:8888",
            "hq.localhost.evil.example",
            "xlocalhost.localstack.cloud",
            "1.2.3.4.example",
        ] {
            let origin = format!("http://{host}");
            for path in ["/", "/api/state", "/keys"] {
                assert!(!asked("GET", path, &[("host", host)]), "{host} {path}");
            }
            assert!(!asked("POST", "/keys", &[("host", host), ("origin", &origin)]), "{host}");
            assert!(asked("GET", "/health", &[("host", host)]), "health checks have any Host");
        }
        for host in [
            "127.0.0.1",
            "[::1]:8888",
            "localhost:8888",
            "hq",
            "hq.shop.local",
            "HQ.Localhost",
            "hq.example.org:80",
            "hq-1.us-west-2.elb.amazonaws.com",
            "host.docker.internal",
            "localhost.localstack.cloud:8888",
            "localhost.",
        ] {
            assert!(asked("GET", "/", &[("host", host)]), "{host}");
        }
    }
}
