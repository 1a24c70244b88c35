#!/usr/bin/env python3
"""Verifies what Lastro sealed and signed, without Lastro: one file, Python 3.9 or later, its standard library alone.

Verifica o que o Lastro selou e assinou, sem o Lastro: um só arquivo, Python 3.9 ou mais novo, só a biblioteca padrão.

    verify.py checkpoint  FILE           --key KEY   whose checkpoint it is, how much it covers, when it was signed
    verify.py consistency OLD [NEW] PROOF --key KEY  the log of OLD was only added to until NEW
    verify.py inclusion   ENTRY PROOF    --key KEY   a delivery is in the log, where its entry says
    verify.py report      DIR            --key KEY   a night's folder is what was published
    verify.py pack        FILE           --key KEY   a loan's evidence is what was received and sealed
    verify.py vectors     FILE                       this program agrees with published facts

What it proves. Whoever held the private half of KEY signed exactly these bytes; for a checkpoint, at the time told (by the
signer's own clock). Behind a checkpoint stands a Merkle tree: a delivery that is in it cannot have been changed, moved, left
out or put in later without another root, and a tree that grew from an older one holds everything the older one held.

What it does not prove. That what the platform said is true. That a delivery that is in no tree never came. That there is only
one log behind a key: compare checkpoints with somebody else's, or with one that you kept (consistency). That KEY is Lastro's:
get it from elsewhere, never out of what you verify.

It was written from the standards and shares no code with the Java verifier; both must say the same of everything, and tests
run them side by side. Read it from top to bottom: signatures (RFC 8032), trees (RFC 9162), notes (c2sp.org/signed-note),
checkpoints (c2sp.org/tlog-checkpoint, tlog-cosignature), proofs (c2sp.org/tlog-proof, tlog-witness), then Lastro's own:
entries, reports, packs.

Each line of a verdict begins with one of three words: "verified", "broken", "not verifiable" (it cannot be told from here).
Exit code 0: nothing is broken; 1: something is, or could not be read; 64: wrong usage.
"""

import argparse
import base64
import binascii
import datetime
import glob
import hashlib
import json
import os
import re
import struct
import sys
import zipfile
import zlib

COMPLETED, FAILED, WRONG_USAGE = 0, 1, 64


class Bad(Exception):
    """Something is not what it should be; the message is for a person."""


class Unreadable(Exception):
    """There is no verdict: what was signed is nothing that this program reads."""


class WrongUsage(Exception):
    """What was typed cannot be done; the message says what to type."""


def require(holds, otherwise):
    if not holds:
        raise Bad(otherwise)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# ---- Ed25519 signatures: RFC 8032, section 5.1 ---------------------------------------------------------------------------
#
# Strict, as the Java platform is: S < L, points in their one canonical form, and S*B = R + k*A without the cofactor. (The
# RFC allows multiplying both sides by 8 as well; then two verifiers could tell two things of one signature.)

P = 2**255 - 19  # of the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, -1, P) % P  # of the curve -x^2 + y^2 = 1 + D x^2 y^2
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def decode_point(octets):
    """Section 5.1.3; None: these 32 bytes are no point. A point is (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""
    number = int.from_bytes(octets, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign == 1):
        return None
    if x % 2 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encode_point(point):
    """Section 5.1.2."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x % 2) << 255).to_bytes(32, "little")


def add(p, q):
    """Section 5.1.4."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


NEUTRAL = (0, 1, 1, 0)
BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def multiply(number, point):
    product = NEUTRAL
    while number > 0:
        if number % 2 == 1:
            product = add(product, point)
        point = add(point, point)
        number //= 2
    return product


def signature_holds(public_key, message, signature):
    """Section 5.1.7: is S*B - k*A the point R? Compared as bytes, so an R that is no point, or written otherwise, is not it."""
    a = decode_point(public_key)
    if a is None or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(r + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    return encode_point(add(multiply(s, BASE), multiply(k, minus_a))) == r


def require_public_key(octets):
    """A key of small order is nobody's: with it, one signature fits any text. (All zeros is such a key.)"""
    point = decode_point(octets)
    require(point is not None, "not an Ed25519 public key: it is no point of the curve")
    require(
        encode_point(multiply(8, point)) != encode_point(NEUTRAL),
        "not an Ed25519 public key: its point is of small order, so that a signature can fit any text",
    )
    return octets


# ---- Merkle trees: RFC 9162, section 2.1 (and RFC 6962, section 2.1) -----------------------------------------------------
#
# A tree of n leaves is a node over two trees: the first k leaves, k the largest power of two below n, and the others. Proofs
# are taken apart just as the RFC puts them together (PATH, SUBPROOF): the last hash of a proof belongs at the top.


def leaf_hash(entry):
    return sha256(b"\x00", entry)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def split(size):
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves):
    """MTH of the leaves' hashes; RFC 9162, section 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256()
    k = split(len(leaves))
    return node_hash(root_of(leaves[:k]), root_of(leaves[k:]))


def root_over(leaf, index, size, path):
    """The root that the leaf, at that index of a tree of that size, and the path come to; RFC 9162, section 2.1.3.1."""
    if size == 1:
        require(not path, "the path is too long")
        return leaf
    require(path, "the path is too short")
    k, rest, top = split(size), path[:-1], path[-1]
    if index < k:
        return node_hash(root_over(leaf, index, k, rest), top)
    return node_hash(top, root_over(leaf, index - k, size - k, rest))


def roots_over(first, second, path, first_root):
    """The roots of the first and of the second tree that the path comes to; RFC 9162, section 2.1.4.1.

    first_root: of the older tree, as long as all of it is a left part of the newer one (b in the RFC); then None.
    """
    if first == second:
        if first_root is not None:
            require(not path, "the path is too long")
            return first_root, first_root
        require(len(path) == 1, "the path is of another length")
        return path[0], path[0]
    require(path, "the path is too short")
    k, rest, top = split(second), path[:-1], path[-1]
    if first <= k:
        old, new = roots_over(first, k, rest, first_root)
        return old, node_hash(new, top)
    old, new = roots_over(first - k, second - k, rest, None)
    return node_hash(top, old), node_hash(top, new)


def is_included(leaf, index, size, root, path):
    try:
        return 0 <= index < size and are_hashes(path) and root_over(leaf, index, size, path) == root
    except Bad:
        return False


def is_consistent(first, second, first_root, second_root, path):
    if not 0 <= first <= second or not are_hashes(path):
        return False
    if first == 0:  # everything begins with nothing; only two empty trees have the same root
        return not path and first_root == sha256() and (second > 0 or second_root == first_root)
    try:
        return roots_over(first, second, path, first_root) == (first_root, second_root)
    except Bad:
        return False


def are_hashes(path):
    return all(len(each) == 32 for each in path)


# ---- Signed notes: c2sp.org/signed-note ----------------------------------------------------------------------------------

TEXT, COSIGNATURE = b"\x01", b"\x04"  # what is signed: the text, or the text as a checkpoint seen at a time


class Note:
    """A text and its signature lines (name, key id, signature): nothing to believe until Keys.verify says so."""

    def __init__(self, text, signatures):
        self.text, self.signatures = text, signatures

    @staticmethod
    def decode(octets):
        text = note_text(octets)
        end = text.rfind("\n\n")
        require(
            end >= 0 and text.endswith("\n"), "not a signed note: text, an empty line and signature lines are one"
        )
        return Note(text[: end + 1], signature_lines(text[end + 2 :]))

    @staticmethod
    def detached(text, signatures):
        """A text whose signature lines are in a file of their own."""
        text, signatures = note_text(text), note_text(signatures)
        require(text.endswith("\n"), "the text does not end with a line feed")
        require(signatures.endswith("\n") or not signatures, "the signature lines do not end with a line feed")
        return Note(text, signature_lines(signatures))


def note_text(octets):
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("a note is UTF-8") from None
    require(all(c >= " " or c == "\n" for c in text), "a note has no control characters but line feeds")
    return text


def lines_of(text):
    """Without their line feeds; not splitlines(), which also splits where Unicode does."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def signature_lines(text):
    signatures = [signature_line(line) for line in lines_of(text)]
    require(signatures, "a signed note without a signature")
    return signatures


def signature_line(line):
    words = line.split(" ")
    require(
        len(words) == 3 and words[0] == "\u2014" and is_key_name(words[1]),
        f"'{line}' is no signature line: '\u2014 name base64' is one",
    )
    octets = decode_base64(words[2])
    require(len(octets) > 4, f"the signature of {words[1]} is too short")
    return words[1], octets[:4], octets[4:]


def is_key_name(name):
    return name != "" and "+" not in name and not any(c.isspace() for c in name)


def decode_base64(text):
    """RFC 4648, section 4, and no second way to write the same bytes."""
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        octets = None
    require(octets is not None and encode_base64(octets) == text, f"'{text}' is not base64")
    return octets


def encode_base64(octets):
    return base64.b64encode(octets).decode("ascii")


def key_id(name, kind, public_key):
    return sha256(name.encode("utf-8"), b"\n", kind, public_key)[:4]


# ---- The keys that the one who verifies trusts ---------------------------------------------------------------------------

PEM_BEGIN, PEM_END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
PEM = re.compile(f"{PEM_BEGIN}([A-Za-z0-9+/=\\s]+){PEM_END}", re.ASCII)
SPKI = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes of an Ed25519 key


class Keys:
    def __init__(self, public_keys):
        self.public_keys = [require_public_key(each) for each in public_keys]
        self.known = {}  # checkpoints by note and origin: a pack has the same one many times

    @staticmethod
    def parse(texts):
        """Each text: public keys as PEM (RFC 7468), or verifier keys of notes (name+id+base64), one a line."""
        public_keys = []
        for text in texts:
            if "-----BEGIN " in text:
                found = PEM.findall(text)
                require(found, f"there is no '{PEM_BEGIN}' in it")
                require(len(found) == text.count(PEM_BEGIN), f"after a '{PEM_BEGIN}' in it stands no key")
                public_keys += [pem_key(each) for each in found]
            else:
                require(text.strip(), "there is no key in it")
                public_keys += [verifier_key(line.strip()) for line in text.strip().split("\n")]
        return Keys(public_keys)

    def verify(self, note, name):
        """That a key of these signed the note under this name, and no key of these signed something else there."""
        signed = self.signed(note, name, TEXT)
        if not signed:
            ours = ", ".join(key_id(name, TEXT, each).hex() for each in self.public_keys)
            theirs = ", ".join(f"{other} ({number.hex()})" for other, number, _ in note.signatures)
            raise Bad(f"no signature of {name} by a key that is trusted ({ours}), only of {theirs}")
        for public_key, signature in signed:
            holds = signature_holds(public_key, note.text.encode("utf-8"), signature)
            require(holds, f"the signature of {name} does not fit the text")

    def signed(self, note, name, kind):
        """Signatures of others are none of our business: the standard wants them ignored."""
        return [
            (public_key, signature)
            for signer, number, signature in note.signatures
            for public_key in self.public_keys
            if signer == name and number == key_id(name, kind, public_key)
        ]

    def checkpoint(self, octets, origin=None):
        """origin: whose checkpoint it must be; None: whoever's it says it is."""
        if (octets, origin) not in self.known:
            note = Note.decode(octets)
            if origin is None:
                origin = Checkpoint(note.text).origin
            self.verify(note, origin)
            checkpoint = Checkpoint(note.text)
            require(
                checkpoint.origin == origin, f"a checkpoint of {checkpoint.origin} where one of {origin} belongs"
            )
            checkpoint.sealed_at = self.time(note)
            self.known[octets, origin] = checkpoint
        return self.known[octets, origin]

    def time(self, note):
        """c2sp.org/tlog-cosignature: the same key, as a cosigner named lastro, signs the text with the time."""
        signed = self.signed(note, "lastro", COSIGNATURE)
        require(signed, "a checkpoint whose time is not signed by lastro")
        for public_key, signature in signed:
            seconds = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n{note.text}".encode("utf-8")
            require(
                seconds < 253402300800 and signature_holds(public_key, message, signature[8:]),  # before the year 10000
                "the time that lastro signed does not fit the text",
            )
        first = int.from_bytes(signed[0][1][:8], "big")
        return (EPOCH + datetime.timedelta(seconds=first)).isoformat() + "Z"


EPOCH = datetime.datetime(1970, 1, 1)


def pem_key(text):
    try:
        der = decode_base64("".join(text.split()))
    except Bad:
        raise Bad(f"what stands after '{PEM_BEGIN}' is not base64") from None
    require(der[:-32] == SPKI, "the public key is no Ed25519 key")
    return der[-32:]


def verifier_key(text):
    parts = text.split("+", 2)
    require(len(parts) == 3, f"'{text}' is no verifier key: name+id+base64 is one")
    name, number, key = parts[0], parts[1], decode_base64(parts[2])
    require(len(key) == 33, f"'{text}' is not the verifier key of an Ed25519 key")
    require(
        is_key_name(name) and key[:1] in (TEXT, COSIGNATURE) and number == key_id(name, key[:1], key[1:]).hex(),
        f"'{text}' is not whole: its name and key do not make its id",
    )
    return key[1:]


# ---- Checkpoints and proofs: c2sp.org/tlog-checkpoint, tlog-proof, tlog-witness ------------------------------------------

NUMBER = "(0|[1-9][0-9]{0,17})"  # no log is longer than 18 digits


class Checkpoint:
    """The head of a log's tree: origin ("lastro/" and the log's name), size in leaves, root."""

    sealed_at = None  # once verified: when the key says that it signed

    def __init__(self, text):
        lines = lines_of(text)
        require(
            len(lines) >= 3 and all(lines) and re.fullmatch(NUMBER, lines[1]),
            "not a checkpoint: origin, size and root are three lines",
        )
        self.origin, self.size, self.root = lines[0], int(lines[1]), decode_base64(lines[2])
        require(len(self.root) == 32, f"a root has {len(self.root)} bytes, not 32")

    def __str__(self):
        root = encode_base64(self.root)
        return f"{self.origin}, {self.size} deliveries, root {root}, sealed at {self.sealed_at}"


class ProofFile:
    """Lines that say what is proved, a hash a line, an empty line, a checkpoint."""

    def __init__(self, octets):
        text = note_text(octets)
        end = text.find("\n\n")
        require(end >= 0, "not a proof: an empty line and a checkpoint stand at its end")
        self.head, self.path, self.checkpoint = [], [], text[end + 2 :].encode("utf-8")
        for line in lines_of(text[:end]):
            if re.fullmatch("[A-Za-z0-9+/]{43}=", line):
                self.path.append(decode_base64(line))
            else:
                require(not self.path, f"'{line}' is no hash of a proof")
                self.head.append(line)


def inclusion_proof(octets):
    """c2sp.org/tlog-proof: (index, proof)."""
    proof, header = ProofFile(octets), "c2sp.org/tlog-proof@v1"
    head = proof.head
    if len(head) == 3 and head[1].startswith("extra "):  # other people's: not authenticated, not needed
        del head[1]
    require(
        len(head) == 2 and head[0] == header, f"not a proof: it does not begin with '{header}' and 'index N'"
    )
    return number_after("index", head[1]), proof


def verify_inclusion(octets, entry, origin, keys):
    index, proof = inclusion_proof(octets)
    checkpoint = keys.checkpoint(proof.checkpoint, origin)
    require(
        is_included(leaf_hash(entry), index, checkpoint.size, checkpoint.root, proof.path),
        f"the entry is not leaf {index} of the tree of {checkpoint.origin} with {checkpoint.size} leaves",
    )
    return index, checkpoint


def verify_consistency(octets, older, keys):
    """The body of c2sp.org/tlog-witness' add-checkpoint; returns the newer checkpoint."""
    proof = ProofFile(octets)
    require(len(proof.head) == 1, "not a consistency proof: it does not begin with one line 'old N'")
    size = number_after("old", proof.head[0])
    newer = keys.checkpoint(proof.checkpoint, older.origin)
    require(
        size == older.size and is_consistent(size, newer.size, older.root, newer.root, proof.path),
        f"the tree of {newer.origin} with {newer.size} leaves does not begin with the one with {older.size} leaves",
    )
    return newer


def number_after(word, line):
    match = re.fullmatch(f"{word} {NUMBER}", line)
    require(match, f"'{line}' where the line '{word} N' belongs")
    return int(match[1])


# ---- A delivery's entry in the log ---------------------------------------------------------------------------------------

ENTRY = ["log", "position", "received-at", "provider", "remote-address", "headers-sha256", "body-sha256"]


def decode_entry(octets):
    """Its seven fields. The body's hash is salted, so that a body can be erased by law and every proof still holds."""
    lines = octets.decode("utf-8", errors="replace").split("\n")
    require(
        len(lines) == 9 and lines[0] == "lastro-entry/1" and lines[8] == "",
        "not an entry: lastro-entry/1 and 7 fields are one",
    )
    for name, line in zip(ENTRY, lines[1:]):
        require(line.startswith(name + ": "), f"not an entry: '{line}' instead of '{name}: …'")
    return {name: line[len(name) + 2 :] for name, line in zip(ENTRY, lines[1:])}


# ---- A verdict -----------------------------------------------------------------------------------------------------------


class Verdict:
    def __init__(self):
        self.broken, self.unknown, self.verified = [], [], []

    def print(self):
        for word, lines in ("broken", self.broken), ("not verifiable", self.unknown), ("verified", self.verified):
            for line in lines:
                print(f"{word}: {line}")
        return FAILED if self.broken or not self.verified else COMPLETED


# ---- A night's reports ---------------------------------------------------------------------------------------------------

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"


class Report:
    """DIR is <date>/r<revision> in the folder of all dates, or a copy of it."""

    def __init__(self, folder, keys):
        self.folder, self.keys, self.verdict = os.path.abspath(folder), keys, Verdict()
        self.all = os.path.dirname(os.path.dirname(self.folder))

    def verify(self, previous=None):
        manifest = self.signed(self.folder)
        if manifest is not None:
            self.check_place(manifest)
            self.check_checkpoints(manifest)
            self.check_files(manifest)
            self.check_chain(manifest, previous)
        return self.verdict

    def signed(self, folder):
        """The folder's manifest, once its signature is verified; None: that is told."""
        file, signature = os.path.join(folder, MANIFEST), os.path.join(folder, SIGNATURE)
        for each in file, signature:
            if not os.path.isfile(each):
                self.verdict.broken.append(f"{each} is missing")
                return None
        try:
            self.keys.verify(Note.detached(read(file), read(signature)), "lastro/reports")
        except Bad as bad:
            self.verdict.broken.append(f"{file}: {bad}")
            return None
        try:
            return read_manifest(file)
        except Bad as bad:
            raise Unreadable(str(bad)) from None

    def check_place(self, manifest):
        """A folder that was given another night's name is that night's folder."""
        date, revision = os.path.basename(os.path.dirname(self.folder)), os.path.basename(self.folder)
        named = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}/r[1-9][0-9]{0,8}", f"{date}/{revision}")
        if named and night(manifest) != f"{date}/{revision}":
            self.verdict.broken.append(f"{self.folder} is the folder of {night(manifest)}")
        else:
            self.verdict.verified.append(f"the manifest of {night(manifest)}, signed as lastro/reports")

    def check_checkpoints(self, manifest):
        for each in manifest["checkpoints"]:
            place = f"{each['log']}/{each['size']}"
            if each["note"] is None:
                self.verdict.unknown.append(f"{place} was not sealed at this size")
                continue
            try:
                checkpoint = self.keys.checkpoint(each["note"].encode("utf-8"), "lastro/" + each["log"])
                if checkpoint.size != each["size"]:
                    self.verdict.broken.append(f"the checkpoint of {place} covers {checkpoint.size} deliveries")
                else:
                    self.verdict.verified.append(f"checkpoint {place}, sealed at {checkpoint.sealed_at}")
            except Bad as bad:
                self.verdict.broken.append(f"the checkpoint of {place}: {bad}")

    def check_files(self, manifest):
        there = set(files_below(self.folder)) - {MANIFEST, SIGNATURE}
        good = 0
        for file in manifest["files"]:
            name = file["name"]
            if name not in there:
                self.verdict.broken.append(f"{name} is missing")
                continue
            there.remove(name)
            digest = file_sha256(os.path.join(self.folder, name))
            if digest == file["sha256"]:
                good += 1
            else:
                self.verdict.broken.append(f"{name} was changed: {self.whence(digest)}")
        for name in sorted(there):
            self.verdict.broken.append(f"{name} is not of this night: the manifest does not name it")
        if good > 0:
            self.verdict.verified.append(f"{good} of {len(manifest['files'])} files, byte for byte")

    def whence(self, digest):
        """Where a file comes from that does not belong here; the nights beside it are asked, signed or not."""
        for other in sorted(glob.glob(os.path.join(glob.escape(self.all), "????-??-??", "r[1-9]*", MANIFEST))):
            folder = os.path.dirname(other)
            try:
                files = read_manifest(other)["files"] if folder != self.folder else []
            except (Bad, OSError):
                continue
            for file in files:
                if file["sha256"] == digest:
                    return f"it is {file['name']} of {os.path.relpath(folder, self.all).replace(os.sep, '/')}"
        return f"its SHA-256 is {digest}"

    def check_chain(self, manifest, previous=None):
        """Back to the first night, as far as the nights are here; previous: where the one before this is kept instead."""
        links, nights = 0, self.all
        while manifest["previous_folder"] is not None:
            name = manifest["previous_folder"]
            folder = os.path.join(nights, name)
            if previous and links == 0:
                folder = os.path.abspath(previous)
                nights = os.path.dirname(os.path.dirname(folder))
            file = os.path.join(folder, MANIFEST)
            if not os.path.isfile(file):
                self.verdict.unknown.append(f"the chain beyond {night(manifest)}: {name} is not here")
                break
            digest = file_sha256(file)
            if digest != manifest["previous_manifest"]:
                self.verdict.broken.append(
                    f"the chain: {night(manifest)} goes on from a manifest {manifest['previous_manifest']},"
                    f" but that of {name} is {digest}"
                )
                return
            manifest = self.signed(folder)
            if manifest is None:
                return
            links += 1
        if links > 0:
            self.verdict.verified.append(f"the chain of {links} night{'' if links == 1 else 's'} before it")


def night(manifest):
    return f"{manifest['business_date']}/r{manifest['revision']}"


def read_manifest(file):
    shape = {
        "manifest": str,
        "business_date": str,
        "revision": int,
        "checkpoints": [{"log": str, "size": int, "note": (str, type(None))}],
        "previous_folder": (str, type(None)),
        "previous_manifest": (str, type(None)),
        "files": [{"name": str, "sha256": str}],
    }
    try:
        manifest = shaped(parse_json(read(file)), shape)
    except Bad as bad:
        raise Bad(f"{file} is not a manifest: {bad}") from None
    require(
        manifest["manifest"] == "lastro-manifest/1",
        f"{file} is of format '{manifest['manifest']}': lastro-manifest/1 can be read here",
    )
    return manifest


def files_below(folder):
    """Their names with slashes. A link to a folder is a file here: what is behind it is not of the night."""
    for path, folders, files in os.walk(folder, onerror=tell):
        links = [each for each in folders if os.path.islink(os.path.join(path, each))]
        for name in files + links:
            yield os.path.relpath(os.path.join(path, name), folder).replace(os.sep, "/")


def tell(error):
    raise error


def parse_json(octets):
    """RFC 8259, UTF-8, no name twice in one object."""

    def once(pairs):
        require(len(dict(pairs)) == len(pairs), "a name is there twice in one object")
        return dict(pairs)

    def never(word):
        raise Bad(f"{word} is no number")

    try:
        return json.loads(octets.decode("utf-8"), object_pairs_hook=once, parse_constant=never)
    except (ValueError, RecursionError) as wrong:
        raise Bad(f"it is no JSON: {wrong}") from None


def shaped(value, shape, name="it"):
    """The value, if it has what the shape wants: a type, {name: shape} (more names may be there), or [shape] of each."""
    if isinstance(shape, dict):
        require(isinstance(value, dict), f"{name} is no object")
        for key, inner in shape.items():
            require(key in value, f"{name} has no {key}")
            shaped(value[key], inner, key)
    elif isinstance(shape, list):
        require(isinstance(value, list), f"{name} is no list")
        for each in value:
            shaped(each, shape[0], name)
    else:
        is_shaped = isinstance(value, shape) and (shape is not int or not isinstance(value, bool))
        require(is_shaped, f"{name} is {json.dumps(value)[:80]}, which it cannot be")
    return value


# ---- A loan's evidence pack -----------------------------------------------------------------------------------------------

# Beyond these nothing is read: a small file can claim to be a large one.
FILE_BYTES_MAX, PACK_BYTES_MAX, FILES_MAX = 64 << 20, 4 << 30, 1_000_000

PACK = "pack.json"
PACK_SHAPE = {
    "pack": str,
    "provider": str,
    "loan_id": str,
    "program": str,
    "deliveries": [
        {
            "log": str,
            "position": int,
            "provider": str,
            "received_at": str,
            "class": str,
            "sealed": bool,
            "erased": bool,
        }
    ],
    "checkpoints": dict,
    "files": dict,
}


class Zip:
    """The files of a zip. Only its directory is believed, and nothing is unpacked to the disk."""

    def __init__(self, opened):
        self.opened, self.infos = opened, []
        try:
            for info in zipfile.ZipFile(opened).infolist():
                info.filename = info.orig_filename  # as it stands there: no zero byte cuts it short
                require(not info.flag_bits & 1, f"{info.filename} is encrypted")
                require(
                    info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
                    f"{info.filename} is compressed in a way that is not read here",
                )
                self.infos.append(info)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as wrong:
            raise Bad(str(wrong)) from None
        self.by_name = {info.filename: info for info in self.infos}

    def __contains__(self, name):
        return name in self.by_name

    def read(self, name):
        """Just as many bytes as the directory says; its own CRC-32 is not asked, there are better hashes here."""
        info = self.by_name[name]
        require(info.header_offset >= 0, f"{name} is not where it should be")
        self.opened.seek(info.header_offset)
        header = self.opened.read(30)
        require(len(header) == 30 and header[:4] == b"PK\x03\x04", f"{name} is not where it should be")
        self.opened.seek(sum(struct.unpack("<HH", header[26:])), os.SEEK_CUR)
        octets = self.opened.read(info.compress_size)
        if info.compress_type == zipfile.ZIP_DEFLATED:
            deflated = zlib.decompressobj(-15)
            try:
                octets = deflated.decompress(octets, info.file_size + 1)
            except zlib.error as wrong:
                raise Bad(f"{name}: {wrong}") from None
            require(deflated.eof or len(octets) > info.file_size, f"{name} has no end")
        require(len(octets) == info.file_size, f"{name} is not as long as it says")
        return octets


class Pack:
    def __init__(self, opened, file, keys):
        self.opened, self.file, self.keys, self.verdict = opened, file, keys, Verdict()
        self.broken, self.checkpoints = self.verdict.broken, {}
        self.sealings = {}  # told of a checkpoint once a delivery is proved by it: others may be anybody's

    def verify(self):
        try:
            self.zip = Zip(self.opened)
            if self.is_readable():
                self.check()
        except Bad as bad:
            self.broken.append(f"{self.file} is no whole zip file: {bad}")
        return self.verdict

    def is_readable(self):
        """Names first: nothing is read of a pack whose list of names is a trap."""
        if len(self.zip.infos) > FILES_MAX:
            self.broken.append(f"there are {len(self.zip.infos)} files in it: more than any pack has")
            return False
        names, size = set(), 0
        for info in self.zip.infos:
            name = info.filename
            if name in names:
                self.broken.append(f"{name} is in it twice")
            names.add(name)
            if not is_plain(name):
                self.broken.append(f"{name} is no name of a file of a pack")
            size += info.file_size
            if info.file_size > FILE_BYTES_MAX or size > PACK_BYTES_MAX:
                self.broken.append(f"{name} says that it has {info.file_size} bytes: more than is read here")
                return False
        if PACK not in names:
            self.broken.append(f"{PACK} is missing: this is no evidence pack")
        return not self.broken

    def check(self):
        octets = self.zip.read(PACK)
        try:
            pack = read_pack(octets)
        except Bad as bad:
            self.broken.append(str(bad))
            return
        self.check_files(pack)
        for log, checkpoint in sorted(pack["checkpoints"].items()):
            self.check_checkpoint(log, checkpoint)
        places, proved = set(), 0
        for delivery in pack["deliveries"]:
            place = place_of(delivery)
            if place in places:
                self.broken.append(f"{place}: is listed twice")
            else:
                places.add(place)
                proved += self.check_delivery(pack, delivery)
        if proved > 0:
            self.verdict.verified.append(
                f"{proved} of {len(pack['deliveries'])} deliveries, byte for byte as they were received and sealed"
            )
        self.verdict.unknown.append(
            f"that these are all deliveries of loan {pack['loan_id']} of {pack['provider']}, and of no other; classes,"
            " timeline, definitions and page were made of them, and are not signed"
        )

    def check_files(self, pack):
        there = set(self.zip.by_name) - {PACK}
        for name, digest in sorted(pack["files"].items()):
            if name not in there:
                self.broken.append(f"{name} is missing")
                continue
            there.remove(name)
            if sha256(self.zip.read(name)).hex() != digest:
                self.broken.append(f"{name} was changed")
        for name in sorted(there):
            self.broken.append(f"{name} does not belong to it: {PACK} does not name it")

    def check_checkpoint(self, log, listed):
        file = listed["file"]
        if file not in self.zip:
            return  # told
        note = self.zip.read(file)
        try:
            checkpoint = self.keys.checkpoint(note, "lastro/" + log)
        except Bad as bad:
            self.broken.append(f"{file}: {bad}")
            return
        if checkpoint.size != listed["size"]:
            self.broken.append(f"{file} covers {checkpoint.size} deliveries, not {listed['size']}")
        self.checkpoints[log] = note
        self.sealings[log] = f"checkpoint {log}/{checkpoint.size}, sealed at {checkpoint.sealed_at}"

    def check_delivery(self, pack, delivery):
        """Whether its bytes are proved to be in the log, as they were received."""
        place = place_of(delivery)
        folder = f"deliveries/{delivery['log']}-{delivery['position']}/"
        names = ["entry"]
        names += ["inclusion.tlog-proof"] if delivery["sealed"] else []
        names += [] if delivery["erased"] else ["headers", "salt", "body"]
        missing = [folder + each for each in names if not (folder + each in self.zip and folder + each in pack["files"])]
        if missing:
            self.broken.append(f"{place}: has no {', '.join(missing)}")
            return False
        files = {each: self.zip.read(folder + each) for each in names}
        try:
            check_entry(files, delivery)
            if delivery["sealed"]:
                self.check_inclusion(files, delivery)
        except Bad as bad:
            self.broken.append(f"{place}: {bad}")
            return False
        if not delivery["sealed"]:
            self.verdict.unknown.append(f"{place}: no checkpoint covered it when the pack was made")
            return False
        if delivery["log"] in self.sealings:
            self.verdict.verified.append(self.sealings.pop(delivery["log"]))
        if delivery["erased"]:
            self.verdict.unknown.append(
                f"{place}: the pack says that its content was erased by law; its place, time and provider are proved"
            )
            return False
        return True

    def check_inclusion(self, files, delivery):
        log = delivery["log"]
        index, proof = inclusion_proof(files["inclusion.tlog-proof"])
        require(index == delivery["position"], f"its proof is that of {log}/{index}")
        require(
            proof.checkpoint == self.checkpoints.get(log),
            f"its proof leads to another checkpoint than checkpoints/{log}",
        )
        verify_inclusion(files["inclusion.tlog-proof"], files["entry"], "lastro/" + log, self.keys)


def check_entry(files, delivery):
    """The entry is of this delivery; where the content is there, it is what the entry was made of."""
    entry = decode_entry(files["entry"])
    place = f"{entry['log']}/{entry['position']}"
    require(place == place_of(delivery), f"its entry is that of {place}")
    require(
        entry["received-at"] == str(microseconds(delivery["received_at"])), "its entry tells another time of receipt"
    )
    require(entry["provider"] == delivery["provider"], f"its entry is one of {entry['provider']}")
    if not delivery["erased"]:
        require(
            entry["headers-sha256"] == sha256(files["headers"]).hex(), "its headers are not those of its entry"
        )
        require(
            entry["body-sha256"] == sha256(files["salt"], files["body"]).hex(),
            "its salt and body are not those of its entry",
        )


def place_of(delivery):
    return f"{delivery['log']}/{delivery['position']}"


def is_plain(name):
    return not (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in name)
        or any(part in ("", ".", "..") for part in name.split("/"))
    )


def read_pack(octets):
    try:
        pack = shaped(parse_json(octets), PACK_SHAPE)
        for each in pack["checkpoints"].values():
            shaped(each, {"size": int, "file": str})
        for each in pack["files"].values():
            shaped(each, str)
        for each in pack["deliveries"]:
            microseconds(each["received_at"])
    except Bad as bad:
        raise Bad(f"{PACK} cannot be read: {bad}") from None
    require(
        pack["pack"] == "lastro-pack/1", f"{PACK} is of format '{pack['pack']}': lastro-pack/1 can be read here"
    )
    return pack


def microseconds(instant):
    """Since the epoch, of an instant like 2026-11-22T05:00:00.123456Z."""
    match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,6}))?Z", instant)
    try:
        since = datetime.datetime.fromisoformat(match[1]) - EPOCH
    except (TypeError, ValueError):
        raise Bad(f"'{instant}' is no time like 2026-11-22T05:00:00.123456Z") from None
    return since // datetime.timedelta(microseconds=1) + int((match[2] or "").ljust(6, "0"))


# ---- The commands --------------------------------------------------------------------------------------------------------


def read(file):
    with open(file, "rb") as opened:
        return opened.read()


def file_sha256(file):
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        for block in iter(lambda: opened.read(1 << 16), b""):
            digest.update(block)
    return digest.hexdigest()


def told(file, step, *arguments):
    """What a step returns; what it finds bad is told with the file's name."""
    try:
        return step(*arguments)
    except Bad as bad:
        raise Bad(f"{file}: {bad}") from None


def checkpoint_command(options, keys):
    print(f"verified: {told(options.file, keys.checkpoint, read(options.file))}")
    return COMPLETED


def consistency_command(options, keys):
    older = told(options.old, keys.checkpoint, read(options.old))
    newer = told(options.proof, verify_consistency, read(options.proof), older, keys)
    if options.new is not None:
        given = told(options.new, keys.checkpoint, read(options.new), older.origin)
        require(
            (given.size, given.root) == (newer.size, newer.root),
            f"{options.proof} leads to {newer}, and {options.new} is {given}",
        )
    print(f"verified: begins with {older.size} deliveries: {newer}")
    return COMPLETED


def inclusion_command(options, keys):
    octets, origin, entry = read(options.entry), None, None
    if octets.startswith(b"lastro-entry/"):  # else another log's, whose entries say nothing of their place
        entry = told(options.entry, decode_entry, octets)
        origin = "lastro/" + entry["log"]
    index, checkpoint = told(options.proof, verify_inclusion, read(options.proof), octets, origin, keys)
    if entry is not None:
        require(
            entry["position"] == str(index),
            f"{options.entry} says position {entry['position']}, and {options.proof} proves {index}",
        )
    print(f"verified: in {checkpoint}")
    return COMPLETED


def report_command(options, keys):
    for folder in options.dir, options.previous:
        if folder is not None and not os.path.isdir(folder):
            raise WrongUsage(f"{folder} is no folder")
    return Report(options.dir, keys).verify(options.previous).print()


def pack_command(options, keys):
    if not os.path.isfile(options.file):
        raise WrongUsage(f"{options.file} is no file")
    with open(options.file, "rb") as opened:
        return Pack(opened, options.file, keys).verify().print()


def vectors_command(options, _):
    vectors = parse_json(read(options.file))
    count, wrong = 0, []
    for size, root in enumerate(vectors.get("roots", [])):
        count += 1
        if root_of([leaf_hash(bytes.fromhex(each)) for each in vectors["leaves"][:size]]).hex() != root:
            wrong.append(f"roots: of {size} leaves")
    for kind, holds in VECTORS.items():
        for vector in vectors.get(kind, []):
            count += 1
            if holds(vector) != vector["ok"]:
                wrong.append(f"{kind}: {vector['desc']}: should {'' if vector['ok'] else 'not '}hold")
    for each in wrong:
        print(f"broken: {each}")
    require(count > 0, f"{options.file} has no vectors")
    print(f"{'broken' if wrong else 'verified'}: {count - len(wrong)} of {count} vectors")
    return FAILED if wrong else COMPLETED


def holds(step):
    """A vector holds if nothing bad is found."""

    def attempt(vector):
        try:
            return step(vector) is not False
        except Bad:
            return False

    return attempt


def ed25519_vector(vector):
    key = require_public_key(bytes.fromhex(vector["key"]))
    return signature_holds(key, bytes.fromhex(vector["message"]), bytes.fromhex(vector["signature"]))


def hashes(texts):
    return [decode_base64(each) for each in texts]


VECTORS = {
    "ed25519": holds(ed25519_vector),
    "inclusion": holds(
        lambda v: is_included(*hashes([v["leaf"]]), v["index"], v["size"], *hashes([v["root"]]), hashes(v["proof"]))
    ),
    "consistency": holds(
        lambda v: is_consistent(v["first"], v["second"], *hashes([v["first_root"], v["second_root"]]), hashes(v["proof"]))
    ),
    "keys": holds(lambda v: Keys.parse([v["key"]])),
    "notes": holds(lambda v: Keys.parse([v["key"]]).verify(Note.decode(v["note"].encode("utf-8")), v["name"])),
    "checkpoints": holds(lambda v: Keys.parse([v["key"]]).checkpoint(v["note"].encode("utf-8"), v["origin"])),
    "inclusion_files": holds(
        lambda v: verify_inclusion(v["proof"].encode("utf-8"), v["entry"].encode("utf-8"), v["origin"], Keys.parse([v["key"]]))
    ),
    "consistency_files": holds(
        lambda v: verify_consistency(v["proof"].encode("utf-8"), Checkpoint(v["older"]), Keys.parse([v["key"]]))
    ),
}


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        raise WrongUsage(f"{message}; '{self.prog} --help' tells")


def arguments():
    parser = Arguments(
        prog="verify.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Arguments)
    for name, command, operands in (
        ("checkpoint", checkpoint_command, ["file"]),
        ("consistency", consistency_command, ["old", "new", "proof"]),  # NEW may be absent
        ("inclusion", inclusion_command, ["entry", "proof"]),
        ("report", report_command, ["dir"]),
        ("pack", pack_command, ["file"]),
        ("vectors", vectors_command, ["file"]),
    ):
        one = commands.add_parser(name)
        for operand in operands:
            one.add_argument(operand, metavar=operand.upper(), nargs="?" if operand == "new" else None)
        if name != "vectors":
            one.add_argument(
                "--key",
                action="append",
                required=True,
                help="a public key that you trust: a PEM file, or a verifier key (name+id+base64); may be repeated"
                " / uma chave pública em que você confia: arquivo PEM ou chave de verificação; pode repetir",
            )
        if name == "report":
            one.add_argument(
                "--previous",
                metavar="DIR",
                help="where the night before is kept, if not beside this one / onde está a noite anterior, se não ao lado",
            )
        one.set_defaults(run=command)
    return parser


def trusted(options):
    texts = [read(key).decode("utf-8") if os.path.isfile(key) else key for key in getattr(options, "key", [])]
    try:
        return Keys.parse(texts)
    except Bad as bad:
        raise WrongUsage(f"--key: {bad}") from None


def main(words):
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = arguments().parse_args(words)
        return options.run(options, trusted(options))
    except WrongUsage as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USAGE
    except Bad as bad:
        print(f"broken: {bad}")
        return FAILED
    except Unreadable as unreadable:
        print(unreadable, file=sys.stderr)
        return FAILED
    except OSError as failed:
        print(f"{failed.filename}: cannot be read: {failed.strerror}", file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
