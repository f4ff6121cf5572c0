//! In: the instance metadata service. Out: the public address of the instance a task runs on. Never here: credentials.

use courier::{Address, Outgoing, Pool};
use http::{HeaderName, HeaderValue, Method};
use std::time::Duration;

const ASK_TIME: Duration = Duration::from_secs(2);
const TOKEN_LIFE: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");
const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");

/// Asks `metadata` for `public-ipv4`: with a session token, or without where no token is given out.
pub(crate) async fn public_address(pool: &Pool, metadata: &Address) -> Result<String, String> {
    let at = |path: &str| Address { origin: metadata.origin.clone(), target: path.to_owned() };
    let mut ask_token = Outgoing { method: Method::PUT, ..Outgoing::get(at("/latest/api/token")) };
    ask_token.headers.insert(TOKEN_LIFE, HeaderValue::from_static("60"));
    let token = pool.call(ask_token, ASK_TIME).await.ok().filter(|a| a.status().is_success());
    let mut ask = Outgoing::get(at("/latest/meta-data/public-ipv4"));
    if let Some(token) = token.and_then(|t| HeaderValue::from_bytes(t.body()).ok()) {
        ask.headers.insert(TOKEN, token);
    }
    let answer = pool.call(ask, ASK_TIME).await.map_err(|e| format!("instance metadata: {e}"))?;
    if !answer.status().is_success() {
        return Err(format!("instance metadata has no public-ipv4 (status {})", answer.status()));
    }
    let text = String::from_utf8_lossy(answer.body()).trim().to_owned();
    let plausible = text.parse::<std::net::IpAddr>().is_ok();
    if plausible { Ok(text) } else { Err("instance metadata gave something that is no address".to_owned()) }
}
