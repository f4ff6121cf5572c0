//! The error codes of the distribution specification.
//!
//! Comes in: a code and a sentence. Goes out: status and name of the code. Never done here: writing the answer (see `answer`).

use http::StatusCode;

/// What went wrong, in the specification's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// No such blob.
    BlobUnknown,
    /// The upload cannot go on; begin a new one.
    BlobUploadInvalid,
    /// No such upload.
    BlobUploadUnknown,
    /// The digest is malformed or not that of the content.
    DigestInvalid,
    /// A blob or child manifest the manifest names is missing.
    ManifestBlobUnknown,
    /// The manifest cannot be read or used.
    ManifestInvalid,
    /// No such manifest.
    ManifestUnknown,
    /// The repository name is malformed.
    NameInvalid,
    /// No such repository.
    NameUnknown,
    /// The content is larger than allowed, or not of the announced size.
    SizeInvalid,
    /// The tag is malformed or must not be overwritten.
    TagInvalid,
    /// Not logged in, or with wrong credentials.
    Unauthorized,
    /// Logged in, but not allowed.
    Denied,
    /// Not in this product.
    Unsupported,
    /// Too much at once.
    TooManyRequests,
    /// A chunk that does not continue the upload, or a range outside the blob.
    RangeInvalid,
    /// Our disk or store failed.
    Unknown,
}

impl ErrorCode {
    const ALL: [(Self, &'static str, StatusCode); 17] = [
        (Self::BlobUnknown, "BLOB_UNKNOWN", StatusCode::NOT_FOUND),
        (Self::BlobUploadInvalid, "BLOB_UPLOAD_INVALID", StatusCode::BAD_REQUEST),
        (Self::BlobUploadUnknown, "BLOB_UPLOAD_UNKNOWN", StatusCode::NOT_FOUND),
        (Self::DigestInvalid, "DIGEST_INVALID", StatusCode::BAD_REQUEST),
        (Self::ManifestBlobUnknown, "MANIFEST_BLOB_UNKNOWN", StatusCode::BAD_REQUEST),
        (Self::ManifestInvalid, "MANIFEST_INVALID", StatusCode::BAD_REQUEST),
        (Self::ManifestUnknown, "MANIFEST_UNKNOWN", StatusCode::NOT_FOUND),
        (Self::NameInvalid, "NAME_INVALID", StatusCode::BAD_REQUEST),
        (Self::NameUnknown, "NAME_UNKNOWN", StatusCode::NOT_FOUND),
        (Self::SizeInvalid, "SIZE_INVALID", StatusCode::BAD_REQUEST),
        (Self::TagInvalid, "TAG_INVALID", StatusCode::BAD_REQUEST),
        (Self::Unauthorized, "UNAUTHORIZED", StatusCode::UNAUTHORIZED),
        (Self::Denied, "DENIED", StatusCode::FORBIDDEN),
        (Self::Unsupported, "UNSUPPORTED", StatusCode::METHOD_NOT_ALLOWED),
        (Self::TooManyRequests, "TOOMANYREQUESTS", StatusCode::TOO_MANY_REQUESTS),
        (Self::RangeInvalid, "RANGE_INVALID", StatusCode::RANGE_NOT_SATISFIABLE),
        (Self::Unknown, "UNKNOWN", StatusCode::INTERNAL_SERVER_ERROR),
    ];

    fn row(self) -> &'static (Self, &'static str, StatusCode) {
        // The table is in the order of the enum; the test below holds it there.
        &Self::ALL[self as usize]
    }

    /// The code on the wire, such as `NAME_UNKNOWN`.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The HTTP status that goes with it.
    pub fn status(self) -> StatusCode {
        self.row().2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for (index, (code, _, _)) in ErrorCode::ALL.iter().enumerate() {
            assert_eq!(*code as usize, index);
        }
    }
}
