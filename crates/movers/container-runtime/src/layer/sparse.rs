//! Files with holes in a tar archive: which parts of them are there. In: GNU headers and PAX records of the four formats GNU tar has had.
//! Out: pieces, in order and within the file. Never here: the data.

use std::io::{self, Read};

use tar::{GnuExtSparseHeader, GnuSparseHeader, Header};

use super::archive::{cut_short, number, read_block};
use super::bounds::{PIECES_MAX, refused};
use super::extensions::parse;

/// Pieces a block of the old format holds.
const PIECES_A_BLOCK: usize = 21;

/// A part of a file that has data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) at: u64,
    pub(super) length: u64,
}

/// The parts that are there, and the size of the whole with its holes.
pub(super) struct Map {
    pub(super) pieces: Vec<Piece>,
    pub(super) size: u64,
}

/// Errors when pieces overlap, leave the file, or have not as many bytes as there are data.
pub(super) fn check(pieces: Option<&[Piece]>, size: u64, data: u64) -> io::Result<()> {
    let Some(pieces) = pieces else { return Ok(()) };
    let mut end = 0_u64;
    for piece in pieces {
        let behind = piece.at.checked_add(piece.length).filter(|behind| *behind <= size);
        end = behind.filter(|_| piece.at >= end).ok_or_else(damaged)?;
    }
    if pieces.iter().map(|piece| piece.length).sum::<u64>() == data { Ok(()) } else { Err(damaged()) }
}

fn damaged() -> io::Error {
    refused("a damaged map of a sparse file")
}

fn too_many() -> io::Error {
    refused(format!("a sparse file in more than {PIECES_MAX} pieces"))
}

fn push(pieces: &mut Vec<Piece>, at: u64, length: u64) -> io::Result<()> {
    if pieces.len() == PIECES_MAX {
        return Err(too_many());
    }
    pieces.push(Piece { at, length });
    Ok(())
}

/// The old format: four pieces in the header, more in blocks behind it.
pub(super) fn of_gnu(header: &Header, stream: &mut impl Read) -> io::Result<Map> {
    let gnu = header.as_gnu().ok_or_else(damaged)?;
    let mut pieces = Vec::new();
    add(&mut pieces, &gnu.sparse)?;
    let mut more = gnu.is_extended();
    for _ in 0..=PIECES_MAX / PIECES_A_BLOCK {
        if !more {
            return Ok(Map { pieces, size: number(&gnu.realsize)? });
        }
        let mut block = GnuExtSparseHeader::new();
        if !read_block(stream, block.as_mut_bytes())? {
            return Err(cut_short());
        }
        add(&mut pieces, block.sparse())?;
        more = block.is_extended();
    }
    Err(too_many())
}

fn add(pieces: &mut Vec<Piece>, entries: &[GnuSparseHeader]) -> io::Result<()> {
    for entry in entries.iter().filter(|entry| !entry.is_empty()) {
        push(pieces, number(&entry.offset)?, number(&entry.numbytes)?)?;
    }
    Ok(())
}

/// The PAX formats 0.0 (a record for each number), 0.1 (one record for all) and 1.0 (numbers before the data).
#[derive(Default)]
pub(super) struct PaxSparse {
    pub(super) name: Option<Vec<u8>>,
    in_data: bool,
    size: Option<u64>,
    pieces: Vec<Piece>,
    offset: Option<u64>,
}

impl PaxSparse {
    /// One record, its key without `GNU.sparse.`.
    pub(super) fn take(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        match key {
            b"name" if !value.contains(&0) => self.name = Some(value.to_vec()),
            b"major" => self.in_data = value == b"1",
            b"size" | b"realsize" => self.size = Some(parse(value)?),
            b"offset" => self.offset = Some(parse(value)?),
            b"numbytes" => {
                let at = self.offset.take().ok_or_else(damaged)?;
                push(&mut self.pieces, at, parse(value)?)?;
            }
            b"map" => {
                let numbers = value.split(|byte| *byte == b',').map(parse::<u64>);
                self.numbers(&numbers.collect::<io::Result<Vec<_>>>()?)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn numbers(&mut self, numbers: &[u64]) -> io::Result<()> {
        let (pairs, rest) = numbers.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(damaged());
        }
        pairs.iter().try_for_each(|[at, length]| push(&mut self.pieces, *at, *length))
    }

    /// Reads what stands before the data; `data` is then what is left of them.
    pub(super) fn finish(mut self, stream: &mut impl Read, data: &mut u64) -> io::Result<Map> {
        if self.in_data {
            let mut text = Lines { stream, data, block: [0; 512], at: 512 };
            let count = text.number()?;
            if count > PIECES_MAX as u64 {
                return Err(too_many());
            }
            for _ in 0..count {
                let (at, length) = (text.number()?, text.number()?);
                push(&mut self.pieces, at, length)?;
            }
        }
        Ok(Map { pieces: self.pieces, size: self.size.ok_or_else(damaged)? })
    }
}

/// Decimal lines in blocks of 512 bytes before the data; what is left of the last block is filling.
struct Lines<'a, R> {
    stream: &'a mut R,
    data: &'a mut u64,
    block: [u8; 512],
    at: usize,
}

impl<R: Read> Lines<'_, R> {
    fn number(&mut self) -> io::Result<u64> {
        let mut digits = Vec::new();
        loop {
            match self.byte()? {
                b'\n' => return parse(&digits),
                digit if digits.len() < 20 => digits.push(digit),
                _ => return Err(damaged()),
            }
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        if self.at == self.block.len() {
            *self.data = self.data.checked_sub(512).ok_or_else(damaged)?;
            if !read_block(self.stream, &mut self.block)? {
                return Err(cut_short());
            }
            self.at = 0;
        }
        self.at += 1;
        Ok(self.block[self.at - 1])
    }
}
