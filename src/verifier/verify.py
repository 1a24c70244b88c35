#!/usr/bin/env python3
"""Lastro's second verifier: checks what left the building, without Lastro and without a database.

    verify.py pack FILE.zip --key KEY             an evidence pack (`lastro pack`)
    verify.py report DIR --key KEY                a night's folder of reports
    verify.py checkpoint FILE --key KEY           a signed checkpoint
    verify.py consistency OLD PROOF --key KEY     that a newer checkpoint goes on from the kept one OLD (`lastro proof consistency`)
    verify.py inclusion ENTRY PROOF --key KEY     that an entry is in a sealed log (`lastro proof inclusion`)
    verify.py vectors FILE                        the test vectors that both verifiers run over

KEY is a file with a public key as PEM or as a verifier key (name+id+base64), or that verifier key itself; it may be given
several times. Get it from elsewhere: what is verified never brings its own. Exit code 0: nothing is broken; 1: something is;
64: wrong usage.

One file, Python 3.9 or later, its standard library alone. It shares no code with Lastro and is written from the standards:
RFC 8032 (Ed25519), RFC 6962 and 9162 (Merkle tree, proofs), c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature,
tlog-proof; the layout of an entry is section 3 of Lastro's specification. It says the same sentences as `lastro verify`, so
that a difference is seen at once.

What a verdict proves: the bytes are those that were sealed under the key, at the signed time, at that place of the log. It
does not prove that a platform told the truth, nor that a pack has every delivery of its loan.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import sys
import zipfile


class Bad(Exception):
    """A proof, note or key that proves nothing, and why."""


# ---------------------------------------------------------------------------------------------------------------- Ed25519
# RFC 8032, section 5.1, as its appendix shows it; points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z. It verifies
# only, so that nothing secret is near and time may differ.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def point_sum(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_times(number, point):
    product = NEUTRAL
    while number > 0:
        if number & 1:
            product = point_sum(product, point)
        point = point_sum(point, point)
        number >>= 1
    return product


def same_point(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(encoded):
    """The point of 32 bytes; None: there is none, or it is written in another way than the one that counts."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same_point(point_times(s, BASE), point_sum(r, point_times(k, a)))


# ------------------------------------------------------------------------------------------------------------ Merkle tree
# RFC 6962, section 2.1, and the verification of RFC 9162, sections 2.1.3.2 and 2.1.4.2.


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def is_included(leaf, index, size, root, path):
    if not 0 <= index < size or any(len(each) != 32 for each in path):
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def is_consistent(first, second, first_root, second_root, path):
    if not 0 <= first <= second or any(len(each) != 32 for each in path):
        return False
    if first == second:
        return not path and first_root == second_root
    if first == 0:
        return not path and first_root == hashlib.sha256().digest()
    if not path:
        return False
    if first & (first - 1) == 0:  # a power of two is a whole subtree, and the path leaves it out
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# ------------------------------------------------------------------------------------------------------------------ notes
# c2sp.org/signed-note: text, an empty line, lines of `— <name> <base64 of key id and signature>`.

TEXT, COSIGNATURE = b"\x01", b"\x04"  # what a key signs: the text, or the text as seen at a time
COSIGNER = "lastro"
REPORTS = "lastro/reports"
HASH_LINE = re.compile(r"[A-Za-z0-9+/]{43}=")
NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


def unbase64(text):
    try:
        decoded = base64.b64decode(text, validate=True)
        if base64.b64encode(decoded).decode() == text:
            return decoded
    except ValueError:
        pass
    raise Bad(f"'{text}' is not base64")


def note_text(encoded):
    try:
        text = encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("a note is UTF-8") from None
    if any(each < " " and each != "\n" for each in text):
        raise Bad("a note has no control characters but line feeds")
    return text


def lines_of(text):
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def signature_lines(text):
    signatures = []
    for line in lines_of(text):
        words = line.split(" ")
        if len(words) != 3 or words[0] != "—" or not words[1] or re.search(r"[\s+]", words[1]):
            raise Bad(f"'{line}' is no signature line: '— name base64' is one")
        signed = unbase64(words[2])
        if len(signed) <= 4:
            raise Bad(f"the signature of {words[1]} is too short")
        signatures.append((words[1], signed[:4], signed[4:]))
    if not signatures:
        raise Bad("a signed note without a signature")
    return signatures


def split_note(encoded):
    """A note's text and its signatures, as (name, key id, signature)."""
    text = note_text(encoded)
    end = text.rfind("\n\n")
    if end < 0 or not text.endswith("\n"):
        raise Bad("not a signed note: text, an empty line and signature lines are one")
    return text[: end + 1], signature_lines(text[end + 2 :])


def detached_note(text, signatures):
    whole = note_text(text)
    if not whole.endswith("\n"):
        raise Bad("the text does not end with a line feed")
    return whole, signature_lines(note_text(signatures))


class Keys:
    """The public keys whose signatures count."""

    def __init__(self, texts):
        self.raw = []
        self.sealed = {}  # notes that were verified, as a pack has the same one many times
        for text in texts:
            if "-----BEGIN " in text:
                self.raw.append(self.of_pem(text))
            else:
                self.raw += [self.of_verifier_key(line.strip()) for line in text.strip().splitlines()]
        for key in self.raw:
            if point(key) is None:
                raise Bad("not an Ed25519 public key: it is no point of the curve")

    @staticmethod
    def of_pem(text):
        found = re.search(r"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----", text)
        if not found:
            raise Bad("there is no '-----BEGIN PUBLIC KEY-----' in it")
        der = base64.b64decode("".join(found.group(1).split()))
        if len(der) != 44 or der[:12] != bytes.fromhex("302a300506032b6570032100"):  # RFC 8410
            raise Bad("the public key is no Ed25519 key")
        return der[12:]

    @staticmethod
    def of_verifier_key(text):
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Bad(f"'{text}' is no verifier key: name+id+base64 is one")
        typed = unbase64(parts[2])
        if len(typed) != 33:
            raise Bad(f"'{text}' is not the verifier key of an Ed25519 key")
        if typed[:1] not in (TEXT, COSIGNATURE) or key_id(parts[0], typed[:1], typed[1:]).hex() != parts[1]:
            raise Bad(f"'{text}' is not whole: its name and key do not make its id")
        return typed[1:]

    def signed(self, signatures, name, kind):
        return [
            (key, signature)
            for signer, id_, signature in signatures
            for key in self.raw
            if signer == name and id_ == key_id(name, kind, key)
        ]

    def verify(self, note, name):
        text, signatures = note
        found = self.signed(signatures, name, TEXT)
        if not found:
            trusted = ", ".join(key_id(name, TEXT, key).hex() for key in self.raw)
            others = ", ".join(f"{signer} ({id_.hex()})" for signer, id_, _ in signatures)
            raise Bad(f"no signature of {name} by a key that is trusted ({trusted}), only of {others}")
        for key, signature in found:
            if not ed25519_verifies(key, text.encode(), signature):
                raise Bad(f"the signature of {name} does not fit the text")

    def checkpoint(self, encoded, origin=None):
        """(origin, size, root, signed time) of a checkpoint, once its signatures are verified."""
        if (encoded, origin) not in self.sealed:
            self.sealed[encoded, origin] = self.verified(encoded, origin)
        return self.sealed[encoded, origin]

    def verified(self, encoded, origin):
        note = split_note(encoded)
        if origin is None:
            origin = head_of(note[0])[0]
        self.verify(note, origin)
        said, size, root = head_of(note[0])
        if said != origin:
            raise Bad(f"a checkpoint of {said} where one of {origin} belongs")
        return origin, size, root, self.time(note)

    def time(self, note):
        text, signatures = note
        for key, signature in self.signed(signatures, COSIGNER, COSIGNATURE)[:1]:
            seconds = int.from_bytes(signature[:8], "big", signed=True)
            if len(signature) == 72 and ed25519_verifies(
                key, f"cosignature/v1\ntime {seconds}\n{text}".encode(), signature[8:]
            ):
                moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
                return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            raise Bad(f"the time that {COSIGNER} signed does not fit the text")
        raise Bad(f"a checkpoint whose time is not signed by {COSIGNER}")


def key_id(name, kind, key):
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:4]


def head_of(text):
    """Origin, size and root of a checkpoint's text."""
    lines = lines_of(text)
    if len(lines) < 3 or not lines[0] or not NUMBER.fullmatch(lines[1]):
        raise Bad("not a checkpoint: origin, size and root are three lines")
    root = unbase64(lines[2])
    if len(root) != 32:
        raise Bad(f"a root has 32 bytes, not {len(root)}")
    return lines[0], int(lines[1]), root


def split_proof(encoded):
    """The head's lines, the path and the checkpoint of a proof."""
    text = note_text(encoded)
    end = text.find("\n\n")
    if end < 0:
        raise Bad("not a proof: an empty line and a checkpoint stand at its end")
    head, path = [], []
    for line in lines_of(text[:end]):
        if HASH_LINE.fullmatch(line):
            path.append(unbase64(line))
        elif not path:
            head.append(line)
        else:
            raise Bad(f"'{line}' is no hash of a proof")
    return head, path, text[end + 2 :].encode()


def number_after(word, line):
    if not line.startswith(word + " ") or not NUMBER.fullmatch(line[len(word) + 1 :]):
        raise Bad(f"'{line}' where the line '{word} N' belongs")
    return int(line[len(word) + 1 :])


def inclusion_proof(encoded):
    """c2sp.org/tlog-proof: index, path, checkpoint."""
    head, path, checkpoint = split_proof(encoded)
    head = [line for line in head if not line.startswith("extra ")]
    if len(head) != 2 or head[0] != "c2sp.org/tlog-proof@v1":
        raise Bad("not a proof: it does not begin with 'c2sp.org/tlog-proof@v1' and 'index N'")
    return number_after("index", head[1]), path, checkpoint


def verify_inclusion(entry, proof, keys, origin=None):
    index, path, checkpoint = proof
    origin, size, root, time = keys.checkpoint(checkpoint, origin)
    if not is_included(leaf_hash(entry), index, size, root, path):
        raise Bad(f"the entry is not leaf {index} of the tree of {origin} with {size} leaves")
    return origin, size, root, time


def verify_consistency(kept, encoded, keys):
    head, path, checkpoint = split_proof(encoded)
    if len(head) != 1:
        raise Bad("not a consistency proof: it does not begin with one line 'old N'")
    old = number_after("old", head[0])
    origin, size, root, _ = kept
    newer = keys.checkpoint(checkpoint, origin)
    if size != old or not is_consistent(old, newer[1], root, newer[2], path):
        raise Bad(f"the tree of {origin} with {newer[1]} leaves does not begin with the one with {size} leaves")
    return newer


# ----------------------------------------------------------------------------------------------------------------- verdict


class Verdict:
    """Three values: what is broken, what cannot be told from here, what is as it was signed."""

    def __init__(self):
        self.broken, self.unknown, self.verified = [], [], []

    def print(self):
        for word, lines in ("broken", self.broken), ("not verifiable", self.unknown), ("verified", self.verified):
            for line in lines:
                print(f"{word}: {line}")
        return 1 if self.broken else 0


# ----------------------------------------------------------------------------------------------------------- evidence pack

FILE_BYTES_MAX = 64 << 20
PACK_BYTES_MAX = 4 << 30
FILES_MAX = 1_000_000

ENTRY_FIELDS = ["log", "position", "received-at", "provider", "remote-address", "headers-sha256", "body-sha256"]

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
        },
    ],
    "checkpoints": {None: {"size": int, "file": str}},
    "files": {None: str},
}


def fits(shape, value):
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(shape[0], each) for each in value)
    if isinstance(shape, dict) and None in shape:
        return isinstance(value, dict) and all(fits(shape[None], each) for each in value.values())
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(name in value and fits(each, value[name]) for name, each in shape.items())
    return type(value) is shape


def no_name_twice(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name that is there twice")
    return dict(pairs)


def micros(instant):
    """Microseconds since the epoch of 2026-11-23T10:00:00.123456Z."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", instant)
    if not found:
        raise Bad(f"'{instant}' is no instant")
    moment = datetime.datetime.strptime(found.group(1), "%Y-%m-%dT%H:%M:%S")
    seconds = (moment - datetime.datetime(1970, 1, 1)) // datetime.timedelta(seconds=1)
    return seconds * 1_000_000 + int(((found.group(2) or "") + "000000")[:6])


class PackVerification:
    def __init__(self, keys):
        self.keys = keys
        self.verdict = Verdict()
        self.checkpoints = {}

    def run(self, file):
        try:
            with zipfile.ZipFile(file) as self.zip:
                self.check()
        except zipfile.BadZipFile as e:
            self.verdict.broken.append(f"{file} is no whole zip file: {e}")
        return self.verdict

    def check(self):
        if not self.is_readable():
            return
        try:
            pack = json.loads(self.bytes("pack.json"), object_pairs_hook=no_name_twice)
        except (ValueError, RecursionError) as e:
            self.verdict.broken.append(f"pack.json cannot be read: {e}")
            return
        if not fits(PACK_SHAPE, pack):
            self.verdict.broken.append("pack.json cannot be read: something in it is missing or of another kind")
            return
        if pack["pack"] != "lastro-pack/1":
            self.verdict.broken.append(f"pack.json is of format '{pack['pack']}': lastro-pack/1 can be read here")
            return
        self.check_files(pack["files"])
        for log, checkpoint in sorted(pack["checkpoints"].items()):
            self.check_checkpoint(log, checkpoint)
        places, proved = set(), 0
        for delivery in pack["deliveries"]:
            place = f"{delivery['log']}/{delivery['position']}"
            if place in places:
                self.verdict.broken.append(f"{place}: is listed twice")
            else:
                proved += self.check_delivery(place, delivery, pack)
            places.add(place)
        if proved:
            self.verdict.verified.append(
                f"{proved} of {len(pack['deliveries'])} deliveries, byte for byte as they were received and sealed"
            )
        self.verdict.unknown.append(
            f"that these are all deliveries of loan {pack['loan_id']} of {pack['provider']}; the timeline, the"
            " definitions and the page were made of them, and are not signed"
        )

    def is_readable(self):
        broken, names, size = self.verdict.broken, set(), 0
        if len(self.zip.infolist()) > FILES_MAX:
            broken.append(f"there are {len(self.zip.infolist())} files in it: more than any pack has")
            return False
        for each in self.zip.infolist():
            name = each.orig_filename
            if name in names:
                broken.append(f"{name} is in it twice")
            names.add(name)
            if (
                re.search(r"[\\:\x00-\x1f\x7f-\x9f]", name)
                or any(part in ("", ".", "..") for part in name.split("/"))
            ):
                broken.append(f"{name} is no name of a file of a pack")
            size += each.file_size
            if each.file_size > FILE_BYTES_MAX or size > PACK_BYTES_MAX:
                broken.append(f"{name} says that it has {each.file_size} bytes: more than is read here")
                return False
        self.names = names
        if "pack.json" not in names:
            broken.append("pack.json is missing: this is no evidence pack")
        return not broken

    def bytes(self, name):
        info = self.zip.getinfo(name)
        with self.zip.open(info) as file:
            read = file.read(info.file_size + 1)
        if len(read) != info.file_size:
            raise zipfile.BadZipFile(f"{name} is not as long as it says")
        return read

    def check_files(self, files):
        broken = self.verdict.broken
        for name, sha256 in sorted(files.items()):
            if name not in self.names or name == "pack.json":
                broken.append(f"{name} is missing")
            elif hashlib.sha256(self.bytes(name)).hexdigest() != sha256:
                broken.append(f"{name} was changed")
        for name in sorted(self.names - set(files) - {"pack.json"}):
            broken.append(f"{name} does not belong to it: pack.json does not name it")

    def check_checkpoint(self, log, checkpoint):
        file = checkpoint["file"]
        if file not in self.names:
            return  # told
        try:
            note = self.bytes(file)
            _, size, _, time = self.keys.checkpoint(note, f"lastro/{log}")
            if size != checkpoint["size"]:
                self.verdict.broken.append(f"{file} covers {size} deliveries, not {checkpoint['size']}")
            self.checkpoints[log] = note
            self.verdict.verified.append(f"checkpoint {log}/{size}, sealed at {time}")
        except Bad as e:
            self.verdict.broken.append(f"{file}: {e}")

    def check_delivery(self, place, delivery, pack):
        folder = f"deliveries/{delivery['log']}-{delivery['position']}/"
        wanted = ["entry"] + ["inclusion.tlog-proof"] * delivery["sealed"]
        wanted += [] if delivery["erased"] else ["headers", "salt", "body"]
        missing = [folder + each for each in wanted if folder + each not in self.names or folder + each not in pack["files"]]
        if missing:
            self.verdict.broken.append(f"{place}: has no {', '.join(missing)}")
            return False
        try:
            entry = self.bytes(folder + "entry")
            self.require_entry(place, folder, delivery, entry)
            if not delivery["sealed"]:
                self.verdict.unknown.append(f"{place}: no checkpoint covered it when the pack was made")
                return False
            proof = inclusion_proof(self.bytes(folder + "inclusion.tlog-proof"))
            require(proof[0] == delivery["position"], f"its proof is that of {delivery['log']}/{proof[0]}")
            require(
                proof[2] == self.checkpoints.get(delivery["log"]),
                f"its proof leads to another checkpoint than checkpoints/{delivery['log']}",
            )
            verify_inclusion(entry, proof, self.keys, f"lastro/{delivery['log']}")
        except Bad as e:
            self.verdict.broken.append(f"{place}: {e}")
            return False
        if delivery["erased"]:
            self.verdict.unknown.append(
                f"{place}: its content was erased by law; its place, time and provider are proved"
            )
        return not delivery["erased"]

    def require_entry(self, place, folder, delivery, entry):
        lines = entry.decode("utf-8", "replace").split("\n")
        require(
            len(lines) == len(ENTRY_FIELDS) + 2 and lines[0] == "lastro-entry/1" and lines[-1] == "",
            f"not an entry: lastro-entry/1 and {len(ENTRY_FIELDS)} fields are one",
        )
        said = {}
        for name, line in zip(ENTRY_FIELDS, lines[1:]):
            require(line.startswith(name + ": "), f"not an entry: '{line}' instead of '{name}: …'")
            said[name] = line[len(name) + 2 :]
        require(f"{said['log']}/{said['position']}" == place, f"its entry is that of {said['log']}/{said['position']}")
        require(
            said["received-at"] == str(micros(delivery["received_at"])), "its entry tells another time of receipt"
        )
        require(said["provider"] == delivery["provider"], f"its entry is one of {said['provider']}")
        if not delivery["erased"]:
            headers, salt, body = (self.bytes(folder + each) for each in ("headers", "salt", "body"))
            require(
                said["headers-sha256"] == hashlib.sha256(headers).hexdigest(), "its headers are not those of its entry"
            )
            require(
                said["body-sha256"] == hashlib.sha256(salt + body).hexdigest(),
                "its salt and body are not those of its entry",
            )


def require(holds, otherwise):
    if not holds:
        raise Bad(otherwise)


# ---------------------------------------------------------------------------------------------------------------- reports


def sha256_of(file):
    digest = hashlib.sha256()
    with open(file, "rb") as bytes_:
        for block in iter(lambda: bytes_.read(1 << 16), b""):
            digest.update(block)
    return digest.hexdigest()


class ReportVerification:
    def __init__(self, keys):
        self.keys = keys
        self.verdict = Verdict()

    def run(self, folder):
        self.folder = os.path.abspath(folder)
        self.all = os.path.dirname(os.path.dirname(self.folder))
        manifest = self.signed(self.folder)
        if manifest:
            self.check_place(manifest)
            self.check_checkpoints(manifest)
            self.check_files(manifest)
            self.check_chain(manifest)
        return self.verdict

    def signed(self, folder):
        """A folder's manifest, once its signature is verified; None: that is told."""
        file, signature = (os.path.join(folder, name) for name in ("manifest.json", "manifest.json.sig"))
        for each in file, signature:
            if not os.path.isfile(each):
                self.verdict.broken.append(f"{each} is missing")
                return None
        try:
            with open(file, "rb") as text, open(signature, "rb") as lines:
                note = detached_note(text.read(), lines.read())
            self.keys.verify(note, REPORTS)
            return json.loads(note[0])
        except Bad as e:
            self.verdict.broken.append(f"{file}: {e}")
            return None

    def check_place(self, manifest):
        revision, date = os.path.basename(self.folder), os.path.basename(os.path.dirname(self.folder))
        signed = f"{manifest['business_date']}/r{manifest['revision']}"
        if (
            re.fullmatch(r"r[1-9][0-9]{0,8}", revision)
            and re.fullmatch(r"\d{4}-\d\d-\d\d", date)
            and signed != f"{date}/{revision}"
        ):
            self.verdict.broken.append(f"{self.folder} is the folder of {signed}")
        else:
            self.verdict.verified.append(f"the manifest of {signed}, signed as {REPORTS}")

    def check_checkpoints(self, manifest):
        for each in manifest["checkpoints"]:
            place = f"{each['log']}/{each['size']}"
            if each["note"] is None:
                self.verdict.unknown.append(f"{place} was not sealed at this size")
                continue
            try:
                _, size, _, time = self.keys.checkpoint(each["note"].encode(), f"lastro/{each['log']}")
                if size != each["size"]:
                    self.verdict.broken.append(f"the checkpoint of {place} covers {size} deliveries")
                else:
                    self.verdict.verified.append(f"checkpoint {place}, sealed at {time}")
            except Bad as e:
                self.verdict.broken.append(f"the checkpoint of {place}: {e}")

    def check_files(self, manifest):
        there = set()
        for folder, folders, names in os.walk(self.folder):
            links = [each for each in folders if os.path.islink(os.path.join(folder, each))]
            for name in names + links:
                there.add(os.path.relpath(os.path.join(folder, name), self.folder).replace(os.sep, "/"))
        there -= {"manifest.json", "manifest.json.sig"}
        good = 0
        for file in manifest["files"]:
            name = file["name"]
            if name not in there:
                self.verdict.broken.append(f"{name} is missing")
                continue
            there.remove(name)
            sha256 = sha256_of(os.path.join(self.folder, name))
            if sha256 == file["sha256"]:
                good += 1
            else:
                self.verdict.broken.append(f"{name} was changed: {self.origin(sha256)}")
        for name in sorted(there):
            self.verdict.broken.append(f"{name} is not of this night: the manifest does not name it")
        if good:
            self.verdict.verified.append(f"{good} of {len(manifest['files'])} files, byte for byte")

    def origin(self, sha256):
        """Where a file comes from that does not belong here."""
        for date in sorted(os.listdir(self.all)):
            for revision in sorted(os.listdir(os.path.join(self.all, date)) if os.path.isdir(os.path.join(self.all, date)) else []):
                folder = os.path.join(self.all, date, revision)
                manifest = os.path.join(folder, "manifest.json")
                if folder != self.folder and os.path.isfile(manifest):
                    with open(manifest, encoding="utf-8") as text:
                        for file in json.load(text)["files"]:
                            if file["sha256"] == sha256:
                                return f"it is {file['name']} of {date}/{revision}"
        return f"its SHA-256 is {sha256}"

    def check_chain(self, manifest):
        """Back to the first night, as far as the nights are here."""
        links = 0
        while manifest["previous_folder"] is not None:
            this, name = f"{manifest['business_date']}/r{manifest['revision']}", manifest["previous_folder"]
            folder = os.path.join(self.all, name)
            file = os.path.join(folder, "manifest.json")
            if not os.path.isfile(file):
                self.verdict.unknown.append(f"the chain beyond {this}: {name} is not here")
                break
            sha256 = sha256_of(file)
            if sha256 != manifest["previous_manifest"]:
                self.verdict.broken.append(
                    f"the chain: {this} goes on from a manifest {manifest['previous_manifest']}, but that of {name} is {sha256}"
                )
                return
            manifest = self.signed(folder)
            if manifest is None:
                return
            links += 1
        if links:
            self.verdict.verified.append(f"the chain of {links} night{'' if links == 1 else 's'} before it")


# ------------------------------------------------------------------------------------------------------------ test vectors


def run_vectors(file):
    with open(file, encoding="utf-8") as text:
        vectors = json.load(text)
    wrong = []

    def expect(case, holds):
        if holds != case["ok"]:
            wrong.append(f"{case['desc']}: {holds}, and {case['ok']} is right")

    decode = base64.b64decode
    root = hashlib.sha256().digest()
    leaves = [leaf_hash(bytes.fromhex(each)) for each in vectors["leaves"]]
    for size in range(len(leaves) + 1):
        root = tree_root(leaves[:size])
        if root.hex() != vectors["roots"][size]:
            wrong.append(f"the root of {size} leaves is {root.hex()}")
    for case in vectors["inclusion"]:
        path = [decode(each) for each in case["proof"]]
        expect(case, is_included(decode(case["leaf"]), case["index"], case["size"], decode(case["root"]), path))
    for case in vectors["consistency"]:
        path = [decode(each) for each in case["proof"]]
        roots = decode(case["first_root"]), decode(case["second_root"])
        expect(case, is_consistent(case["first"], case["second"], *roots, path))
    for case in vectors["notes"]:
        try:
            Keys([case["key"]]).verify(split_note(case["note"].encode()), case["name"])
            expect(case, True)
        except Bad:
            expect(case, False)
    for each in wrong:
        print(f"broken: {each}")
    cases = sum(len(vectors[each]) for each in ("roots", "inclusion", "consistency", "notes"))
    print(f"verified: {cases - len(wrong)} of {cases} vectors")
    return 1 if wrong else 0


def tree_root(leaves):
    """RFC 6962, section 2.1: split at the largest power of two that is smaller than the number of leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:k]), tree_root(leaves[k:]))


# ------------------------------------------------------------------------------------------------------------ command line

ARGUMENTS = {"pack": 1, "report": 1, "checkpoint": 1, "consistency": 2, "inclusion": 2, "vectors": 1}


def read(file):
    with open(file, "rb") as bytes_:
        return bytes_.read()


def usage(why):
    print(f"{why}\n\n{__doc__}", file=sys.stderr)
    return 64


def told(checkpoint):
    origin, size, root, time = checkpoint
    return f"{origin}, {size} deliveries, root {base64.b64encode(root).decode()}, sealed at {time}"


def run(command, files, keys):
    if command == "pack":
        return PackVerification(keys).run(files[0]).print()
    if command == "report":
        return ReportVerification(keys).run(files[0]).print()
    try:
        if command == "checkpoint":
            print("verified: " + told(keys.checkpoint(read(files[0]))))
        elif command == "inclusion":
            print("verified: in " + told(verify_inclusion(read(files[0]), inclusion_proof(read(files[1])), keys)))
        else:
            kept = keys.checkpoint(read(files[0]))
            print(f"verified: begins with {kept[1]} deliveries: " + told(verify_consistency(kept, read(files[1]), keys)))
        return 0
    except Bad as e:
        print(f"broken: {e}")
        return 1


def main(arguments):
    files, keys = [], []
    rest = iter(arguments)
    for each in rest:
        if each == "--key" or each.startswith("--key="):
            keys.append(each[6:] if each.startswith("--key=") else next(rest, ""))
        elif each.startswith("-"):
            return usage(f"there is no option {each}")
        else:
            files.append(each)
    command = files.pop(0) if files else None
    if command not in ARGUMENTS or len(files) != ARGUMENTS[command]:
        return usage(f"{command or 'nothing'}: not a command with these files")
    if command == "vectors":
        return run_vectors(files[0])
    if not keys:
        return usage("name the public key that you trust with --key: what is verified never brings its own")
    try:
        trusted = Keys([read(key).decode() if os.path.isfile(key) else key for key in keys])
    except Bad as e:
        return usage(f"--key: {e}")
    for each in files:
        if not (os.path.isdir if command == "report" else os.path.isfile)(each):
            return usage(f"{each} is no {'folder' if command == 'report' else 'file'}")
    return run(command, files, trusted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
