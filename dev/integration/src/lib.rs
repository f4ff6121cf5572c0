//! What the end-to-end tests share: the built product as a process, real clients (AWS CLI, boto3), a probe program in an image.
//!
//! In: the program `interstella` beside the test executables. Out: a running cloud with an empty data directory, and answers of real
//! clients. Never here: assertions about the product, calls of the product's own crates (packing an image excepted).

pub mod apart;
pub mod boto;
pub mod browser;
pub mod canary;
pub mod cli;
pub mod cloud;
pub mod endpoints;
pub mod http;
pub mod image;
pub mod keyring;
pub mod leftovers;
pub mod load;
pub mod open_files;
pub mod patience;
pub mod payload;
pub mod platform;
pub mod ports;
pub mod python_image;
pub mod readme;
pub mod receiver;
pub mod scratch;
pub mod site;
pub mod skip;
pub mod small_disk;
pub mod stage;
pub mod terraform;
pub mod trial;
pub mod watching;
