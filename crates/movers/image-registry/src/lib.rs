//! OCI distribution: blobs, uploads, manifests.
