//! Pushes images the way docker does. In: blobs, manifests, a repository's URI. Out: an image in the registry.
//! Never here: making images.

use std::fmt;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;

use bytes::Bytes;
use http::{Method, Request, StatusCode};

use super::http::{Answer, Http, HttpError};

/// Bytes sent at once; more would only sit in memory.
const CHUNK: usize = 4 * 1024 * 1024;

/// Why something is not in the registry.
#[derive(Debug)]
pub(crate) enum RegistryError {
    Http(HttpError),
    /// Step, status, the registry's words.
    Refused(&'static str, StatusCode, String),
    File(std::io::Error),
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => write!(f, "registry: {error}"),
            Self::Refused(step, status, words) => write!(f, "registry: {step}: {status}: {words}"),
            Self::File(error) => write!(f, "registry: cannot read what is to be pushed: {error}"),
        }
    }
}

impl std::error::Error for RegistryError {}

impl From<HttpError> for RegistryError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

/// One repository of a registry.
pub(crate) struct Registry {
    http: Http,
    /// The host the URI names: it says whose registry this is, wherever the connection goes.
    host: String,
    repository: String,
    authorization: String,
}

impl Registry {
    /// The repository `uri` (`HOST/NAME`), reached at `endpoint`; `token` is ECR's, base64 of `AWS:password`.
    pub(crate) fn new(endpoint: SocketAddr, uri: &str, token: &str) -> Option<Self> {
        let (host, repository) = uri.split_once('/')?;
        Some(Self {
            http: Http::new(endpoint),
            host: host.to_owned(),
            repository: repository.to_owned(),
            authorization: format!("Basic {token}"),
        })
    }

    /// Pushes a blob from a file, unless it is there. Returns whether it had to be sent.
    pub(crate) async fn push_file(&self, digest: &str, path: &Path) -> Result<bool, RegistryError> {
        if self.has("blobs", digest).await? {
            return Ok(false);
        }
        let mut file = std::fs::File::open(path).map_err(RegistryError::File)?;
        let mut at = self.begin().await?;
        let mut sent = 0;
        loop {
            let mut chunk = Vec::with_capacity(CHUNK);
            file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk).map_err(RegistryError::File)?;
            if chunk.is_empty() {
                break;
            }
            let size = chunk.len();
            at = self.append(&at, sent, chunk.into()).await?;
            sent += size;
        }
        self.finish(&at, digest).await?;
        Ok(true)
    }

    /// Puts a manifest under a tag, unless the tag names it already.
    pub(crate) async fn push_manifest(
        &self,
        tag: &str,
        digest: &str,
        kind: &str,
        manifest: &Bytes,
    ) -> Result<(), RegistryError> {
        if self.tagged(tag).await?.as_deref() == Some(digest) {
            return Ok(());
        }
        let path = format!("/v2/{}/manifests/{tag}", self.repository);
        let answer = self.send(Method::PUT, &path, &[("content-type", kind)], manifest.clone()).await?;
        expect("PUT of a manifest", StatusCode::CREATED, answer).map(drop)
    }

    /// The digest behind a tag.
    async fn tagged(&self, tag: &str) -> Result<Option<String>, RegistryError> {
        let path = format!("/v2/{}/manifests/{tag}", self.repository);
        let accept = ("accept", "application/vnd.oci.image.manifest.v1+json");
        let answer = self.send(Method::HEAD, &path, &[accept], Bytes::new()).await?;
        let digest = answer.headers.get("docker-content-digest").and_then(|value| value.to_str().ok());
        Ok(digest.filter(|_| answer.status == StatusCode::OK).map(str::to_owned))
    }

    async fn has(&self, what: &str, digest: &str) -> Result<bool, RegistryError> {
        let path = format!("/v2/{}/{what}/{digest}", self.repository);
        let answer = self.send(Method::HEAD, &path, &[], Bytes::new()).await?;
        match answer.status {
            StatusCode::OK => Ok(true),
            StatusCode::NOT_FOUND => Ok(false),
            _ => Err(refused("HEAD of a blob", &answer)),
        }
    }

    async fn begin(&self) -> Result<String, RegistryError> {
        let path = format!("/v2/{}/blobs/uploads/", self.repository);
        let answer = self.send(Method::POST, &path, &[], Bytes::new()).await?;
        location(&expect("POST of an upload", StatusCode::ACCEPTED, answer)?)
    }

    async fn append(&self, at: &str, from: usize, chunk: Bytes) -> Result<String, RegistryError> {
        let range = format!("{from}-{}", from + chunk.len() - 1);
        let headers = [("content-range", range.as_str()), ("content-type", "application/octet-stream")];
        let answer = self.send(Method::PATCH, at, &headers, chunk).await?;
        location(&expect("PATCH of an upload", StatusCode::ACCEPTED, answer)?)
    }

    async fn finish(&self, at: &str, digest: &str) -> Result<(), RegistryError> {
        let join = if at.contains('?') { '&' } else { '?' };
        let answer = self.send(Method::PUT, &format!("{at}{join}digest={digest}"), &[], Bytes::new()).await?;
        expect("PUT of an upload", StatusCode::CREATED, answer).map(drop)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Answer, RegistryError> {
        let request = Request::builder().method(method).uri(path).header("host", &self.host);
        let request = request.header("authorization", &self.authorization);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(body).map_err(|error| HttpError::Unsayable(error.to_string()))?;
        Ok(self.http.send(request).await?)
    }
}

fn expect(step: &'static str, status: StatusCode, answer: Answer) -> Result<Answer, RegistryError> {
    if answer.status == status { Ok(answer) } else { Err(refused(step, &answer)) }
}

fn refused(step: &'static str, answer: &Answer) -> RegistryError {
    let words: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
    RegistryError::Refused(step, answer.status, words)
}

/// Where an upload goes on: a path, or a whole URL of which the path counts.
fn location(answer: &Answer) -> Result<String, RegistryError> {
    let named = answer.headers.get("location").and_then(|value| value.to_str().ok());
    let uri = named.and_then(|text| text.parse::<http::Uri>().ok());
    let path = uri.and_then(|uri| uri.path_and_query().map(|path| path.as_str().to_owned()));
    path.ok_or_else(|| refused("an upload without Location", answer))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn answer(location: &'static str) -> Answer {
        let mut headers = http::HeaderMap::new();
        headers.insert("location", http::HeaderValue::from_static(location));
        Answer { status: StatusCode::ACCEPTED, headers, body: Bytes::new() }
    }

    #[test]
    fn uploads_go_on_where_they_are_told() {
        assert_eq!(location(&answer("/v2/a/blobs/uploads/1")).unwrap(), "/v2/a/blobs/uploads/1");
        assert_eq!(location(&answer("http://h:1/v2/a?x=1")).unwrap(), "/v2/a?x=1");
        assert!(location(&answer("::")).is_err());
    }

    #[test]
    fn a_uri_names_host_and_repository() {
        let endpoint = SocketAddr::from(([127, 0, 0, 1], 4566));
        let uri = "000000000000.dkr.ecr.us-west-2.localhost:4566/team/monolith";
        let registry = Registry::new(endpoint, uri, "QVdTOng=").unwrap();
        assert_eq!(registry.repository, "team/monolith");
        assert!(Registry::new(endpoint, "monolith", "").is_none());
    }
}
