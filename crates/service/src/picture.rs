//! How large a picture is, read from its first bytes. Nothing is decoded: what a picture shows is
//! left to whoever looks at it.

/// What the head of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Nothing shines through it, as far as its head tells.
    pub is_opaque: bool,
}

impl Picture {
    /// Reads a PNG, a JPEG or a WebP; nothing when it is none of them, or torn.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => png(bytes),
            [0xff, 0xd8, ..] => jpeg(bytes),
            [b'R', b'I', b'F', b'F', ..] => webp(bytes),
            _ => None,
        }
    }

    /// As wide as high.
    pub fn is_square(&self) -> bool {
        self.width == self.height
    }
}

/// The first chunk says it: ISO/IEC 15948, 11.2.1.
fn png(bytes: &[u8]) -> Option<Picture> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let (width, height) = (high(bytes, 16, 4)?, high(bytes, 20, 4)?);
    // Grey, colours, or a palette; the others have an alpha channel.
    let has_no_alpha = matches!(bytes.get(25)?, 0 | 2 | 3);
    let is_opaque = has_no_alpha && !bytes.windows(4).any(|name| name == b"tRNS");
    Some(Picture { width, height, is_opaque })
}

/// The frame says it, after segments of other kinds: ITU-T T.81, B.2.
fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let mut at = 2;
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        match marker {
            // A byte that fills up.
            0xff => at += 1,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (high(bytes, at + 5, 2)?, high(bytes, at + 7, 2)?);
                return Some(Picture { width, height, is_opaque: true });
            }
            _ => at += 2 + usize::try_from(high(bytes, at + 2, 2)?).ok()?,
        }
    }
    None
}

/// The first chunk says it, in one of three forms: RFC 9649, 2.4 to 2.7.
fn webp(bytes: &[u8]) -> Option<Picture> {
    if bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let (width, height, is_opaque) = match bytes.get(12..16)? {
        b"VP8X" => (1 + low(bytes, 24, 3)?, 1 + low(bytes, 27, 3)?, bytes.get(20)? & 0x10 == 0),
        b"VP8L" => {
            let bits = low(bytes, 21, 4)?;
            (1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff), bits >> 28 & 1 == 0)
        }
        b"VP8 " => (low(bytes, 26, 2)? & 0x3fff, low(bytes, 28, 2)? & 0x3fff, true),
        _ => return None,
    };
    Some(Picture { width, height, is_opaque })
}

/// A number whose first byte counts most.
fn high(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// A number whose last byte counts most.
fn low(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bytes: &[u8]) -> Option<(u32, u32, bool)> {
        Picture::read(bytes).map(|picture| (picture.width, picture.height, picture.is_opaque))
    }

    fn head_of_png(colours: u8) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend([0, 0, 2, 0, 0, 0, 1, 0, 8, colours, 0, 0, 0]);
        bytes
    }

    #[test]
    fn a_png_tells_its_size_and_whether_something_shines_through() {
        assert_eq!(size(&head_of_png(2)), Some((512, 256, true)));
        assert_eq!(size(&head_of_png(6)), Some((512, 256, false)));
        let mut see_through = head_of_png(3);
        see_through.extend(b"tRNS");
        assert_eq!(size(&see_through), Some((512, 256, false)));
    }

    #[test]
    fn a_jpeg_tells_its_size_after_other_segments() {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc4, 0, 3, 9];
        bytes.extend([0xff, 0xff, 0xc2, 0, 11, 8, 0, 192, 1, 0, 1]);
        assert_eq!(size(&bytes), Some((256, 192, true)));
    }

    #[test]
    fn the_three_forms_of_webp_tell_their_size() {
        let form = |name: &[u8; 4], head: &[u8]| [b"RIFF\0\0\0\0WEBP", &name[..], head].concat();
        let extended = form(b"VP8X", &[10, 0, 0, 0, 0x10, 0, 0, 0, 255, 1, 0, 199, 0, 0]);
        assert_eq!(size(&extended), Some((512, 200, false)));
        let bits: u32 = 299 | 149 << 14;
        let lossless = [&[0, 0, 0, 0, 0x2f][..], &bits.to_le_bytes()].concat();
        assert_eq!(size(&form(b"VP8L", &lossless)), Some((300, 150, true)));
        let plain = form(b"VP8 ", &[0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 150, 0]);
        assert_eq!(size(&plain), Some((300, 150, true)));
    }

    #[test]
    fn what_is_torn_or_something_else_has_no_size() {
        assert_eq!(size(b""), None);
        assert_eq!(size(b"GIF89a"), None);
        assert_eq!(size(&head_of_png(2)[..20]), None);
        assert_eq!(size(&[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]), None);
        assert_eq!(size(b"RIFF\0\0\0\0WAVEfmt "), None);
    }
}
