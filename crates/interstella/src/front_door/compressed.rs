//! Bodies that clients compress: SDKs do so with large PutMetricData calls. In: a body and its Content-Encoding. Out: the plain body,
//! within the bound of any other. Never here: compressing answers.

use std::io::Read;

use axum::body::Body;
use flate2::read::MultiGzDecoder;
use http::{HeaderMap, Response, StatusCode, header};
use hyper::body::Bytes;

use super::connection::text;

/// The plain body; takes the header away that said it was compressed. Other encodings are left for the wire to refuse.
///
/// An error is the answer: 400 for what is no gzip, 413 for what grows beyond the bound.
pub(super) fn plain(headers: &mut HeaderMap, body: Bytes) -> Result<Bytes, Box<Response<Body>>> {
    if headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding.as_bytes() != b"gzip") {
        return Ok(body);
    }
    headers.remove(header::CONTENT_ENCODING);
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(&body[..]).take(wire::MAX_BODY as u64 + 1).read_to_end(&mut plain);
    match read {
        Ok(length) if length > wire::MAX_BODY => {
            Err(Box::new(text(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than this endpoint takes")))
        }
        Ok(_) => Ok(plain.into()),
        Err(error) => {
            Err(Box::new(text(StatusCode::BAD_REQUEST, format!("the body is not what gzip makes: {error}"))))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Bytes {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap().into()
    }

    fn gzip() -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_ENCODING, "gzip".parse().unwrap())])
    }

    #[test]
    fn gzip_is_unpacked_within_the_bound() {
        let mut headers = gzip();
        assert_eq!(plain(&mut headers, packed(b"Action=X")).unwrap(), "Action=X");
        assert!(headers.is_empty());
        assert_eq!(plain(&mut HeaderMap::new(), Bytes::from_static(b"x")).unwrap(), "x");
        let bomb = packed(&vec![0; wire::MAX_BODY + 1]);
        assert_eq!(plain(&mut gzip(), bomb).unwrap_err().status(), StatusCode::PAYLOAD_TOO_LARGE);
        let torn = packed(b"Action=X").slice(..8);
        assert_eq!(plain(&mut gzip(), torn).unwrap_err().status(), StatusCode::BAD_REQUEST);
    }
}
