//! Records of this service.
