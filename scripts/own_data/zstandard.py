"""Whether a Zstandard file is whole. DuckDB reads a torn one up to its end and says nothing; other faults it tells.

The frames are walked as RFC 8878 describes them, without unpacking: Python has no Zstandard before 3.14.
"""

import io

FRAME = 0xFD2FB528
SKIPPABLE = 0x184D2A50


def is_whole(file: io.BufferedIOBase, size: int) -> bool:
    """Whether the last frame ends where the file does."""
    file.seek(0)
    while file.tell() < size:
        magic = number(file, 4)
        if magic & ~0xF == SKIPPABLE:
            file.seek(number(file, 4), io.SEEK_CUR)
        elif magic == FRAME:
            skip_frame(file, size)
        else:
            return False
    return file.tell() == size


def skip_frame(file: io.BufferedIOBase, size: int) -> None:
    """Go to the end of a frame: beyond the end of the file, if that is torn."""
    descriptor = number(file, 1)
    has_one_segment = descriptor >> 5 & 1
    window = 1 - has_one_segment
    dictionary = (0, 1, 2, 4)[descriptor & 3]
    content_size = (has_one_segment, 2, 4, 8)[descriptor >> 6]
    file.seek(window + dictionary + content_size, io.SEEK_CUR)
    is_last = False
    while not is_last and file.tell() < size:
        block = number(file, 3)
        is_last = bool(block & 1)
        is_one_byte_repeated = block >> 1 & 3 == 1
        file.seek(1 if is_one_byte_repeated else block >> 3, io.SEEK_CUR)
    has_checksum = descriptor >> 2 & 1
    file.seek(4 * has_checksum if is_last else size + 1, io.SEEK_CUR)


def number(file: io.BufferedIOBase, length: int) -> int:
    """Read a number; where the file is torn inside it, step beyond its end."""
    data = file.read(length)
    file.seek(length - len(data), io.SEEK_CUR)
    return int.from_bytes(data, "little")
