//! The door of the registry: `/v2/` and everything below.
//!
//! Comes in: HTTP requests. Goes out: answers of `blobs` and `manifests`. Never done here: the work itself.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use http::{HeaderName, Method, StatusCode};

use crate::answer::{Refusal, bare, set};
use crate::catalog::{Catalog, CatalogError, Repository};
use crate::error::ErrorCode;
use crate::path::{Place, is_repository_name};
use crate::scope::{Knock, ScopeOf};
use crate::store::BlobStore;
use crate::{blobs, manifests};

/// Everything the registry needs; cheap to clone.
#[derive(Clone)]
pub struct Registry {
    /// Blobs and uploads.
    pub store: Arc<BlobStore>,
    /// Repositories, manifests, tags.
    pub catalog: Arc<dyn Catalog>,
    /// Account and Region of a request.
    pub scope_of: ScopeOf,
}

/// The routes `/v2`, `/v2/` and `/v2/*`. Mount it at the root; it sets no limit on bodies (blobs are streamed and bounded).
pub fn router(registry: Registry) -> Router {
    Router::new()
        .route("/v2", any(answer))
        .route("/v2/", any(answer))
        .route("/v2/{*rest}", any(answer))
        .with_state(registry)
}

async fn answer(State(registry): State<Registry>, request: Request) -> Response {
    let mut response = registry.handle(request).await.unwrap_or_else(|refusal| refusal.into_response());
    set(&mut response, HeaderName::from_static("docker-distribution-api-version"), "registry/2.0");
    response
}

impl Registry {
    async fn handle(&self, request: Request) -> Result<Response, Refusal> {
        let knock = Knock::of(request.headers());
        let scope = (self.scope_of)(&knock).map_err(|error| Refusal::challenging(error, &knock.host))?;
        let path = request.uri().path().to_owned();
        let place = Place::of(&path).ok_or_else(unsupported)?;
        let Some(name) = place.name() else { return Ok(bare(StatusCode::OK)) };
        if !is_repository_name(name) {
            return Err(Refusal::new(ErrorCode::NameInvalid, format!("invalid repository name '{name}'")));
        }
        let at = Repository { account: scope.account, region: scope.region, name: name.to_owned() };
        self.ask({
            let at = at.clone();
            move |catalog| catalog.repository(&at)
        })
        .await?;
        self.at_place(at, place, request).await
    }

    async fn at_place(
        &self,
        at: Repository,
        place: Place<'_>,
        request: Request,
    ) -> Result<Response, Refusal> {
        let method = request.method().clone();
        let head = method == Method::HEAD;
        match (method, place) {
            (Method::GET | Method::HEAD, Place::Blob { digest, .. }) => {
                blobs::get(self, digest, head, request.headers()).await
            }
            (Method::POST, Place::Uploads { .. }) => blobs::begin(self, &at.name, request).await,
            (Method::PATCH, Place::Upload { id, .. }) => blobs::patch(self, &at.name, id, request).await,
            (Method::PUT, Place::Upload { id, .. }) => blobs::finish(self, &at.name, id, request).await,
            (Method::GET, Place::Upload { id, .. }) => blobs::status(self, &at.name, id),
            (Method::DELETE, Place::Upload { id, .. }) => blobs::cancel(self, id).await,
            (Method::GET | Method::HEAD, Place::Manifest { reference, .. }) => {
                manifests::get(self, at, reference, head).await
            }
            (Method::PUT, Place::Manifest { reference, .. }) => {
                manifests::put(self, at, reference, request).await
            }
            (Method::DELETE, Place::Manifest { reference, .. }) => {
                manifests::delete(self, at, reference).await
            }
            (Method::GET, Place::Tags { .. }) => manifests::tags(self, at, request.uri().query()).await,
            (Method::GET, Place::Referrers { digest, .. }) => manifests::referrers(digest),
            _ => Err(unsupported()),
        }
    }

    /// Asks the catalog on a thread that may block.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Catalog) -> Result<T, CatalogError> + Send + 'static,
    ) -> Result<T, Refusal> {
        let catalog = self.catalog.clone();
        blocking(move || question(&*catalog).map_err(Refusal::from)).await
    }

    /// Works with the store on a thread that may block.
    pub(crate) async fn stored<T: Send + 'static>(
        &self,
        work: impl FnOnce(&BlobStore) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let store = self.store.clone();
        blocking(move || work(&store)).await
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry").field("store", &self.store).finish_non_exhaustive()
    }
}

impl<'a> Place<'a> {
    fn name(&self) -> Option<&'a str> {
        match *self {
            Self::Root => None,
            Self::Blob { name, .. }
            | Self::Uploads { name }
            | Self::Upload { name, .. }
            | Self::Manifest { name, .. }
            | Self::Tags { name }
            | Self::Referrers { name, .. } => Some(name),
        }
    }
}

fn unsupported() -> Refusal {
    Refusal::new(ErrorCode::Unsupported, "this registry does not offer that operation; see SCOPE.md")
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a registry request failed inside");
        Err(Refusal::new(ErrorCode::Unknown, "the registry failed inside; see its log"))
    })
}

/// The value of `name` in a query string, percent-decoded.
pub(crate) fn query_value(query: Option<&str>, name: &str) -> Option<String> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(key, _)| *key == name)?.1;
    Some(percent_decoded(value))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let escaped = text.get(index + 1..index + 3).filter(|_| bytes[index] == b'%');
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                index += 3;
            }
            None => {
                out.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
#[path = "registry_tests.rs"]
pub(crate) mod tests;
