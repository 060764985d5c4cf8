"""The checks that load what is not ours: the sound library, espeak-ng, the key ring. Run by `probes`."""

from __future__ import annotations

from studio.commands.doctor.check import Check, State


def sound() -> Check:
    from studio.playback.device_output import list_devices

    devices = list_devices()
    names = [device.name for device in devices]
    usual = next((device for device in devices if device.is_default), None)
    facts = {"devices": names, "default": usual.name if usual else None}
    if not names:
        return Check(
            "sound",
            State.LIMITED,
            "no sound device",
            "Connect one to hear anything; writing sound files works without.",
            facts,
        )
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    chosen = usual or devices[0]
    said = "the system's output device" if chosen.stands_for_the_systems else chosen.name
    return Check("sound", State.FINE, f"{said}{more}", facts=facts)


def voices() -> Check:
    from studio.server.engine import Delivery, Piece
    from studio.server.espeak_engine import EspeakEngine
    from studio.server.voices import all_voices

    engine, offered, heard = EspeakEngine(), all_voices(), bytearray()

    def hear(samples: bytes, _: object) -> bool:
        heard.extend(samples)
        return True

    engine.speak(Piece("One, two.", offered[0].id, Delivery(offered[0].language)), hear)
    languages = sorted({voice.language for voice in offered})
    facts = {"count": len(offered), "languages": languages, "espeak_ng": engine.version}
    if not heard:
        raise RuntimeError("it made no sound")
    found = f"{len(offered)} in {len(languages)} languages, by espeak-ng {engine.version}"
    return Check("voices", State.FINE, found, facts=facts)


def key_ring() -> Check:
    from studio.secrets import KEY_VARIABLE, NoKeyRing, key_ring_name

    try:
        name = key_ring_name()
    except NoKeyRing:
        return Check(
            "key-ring",
            State.LIMITED,
            "none; the key of a voice service is kept for one session only",
            f"Install a key ring such as GNOME Keyring or KWallet, or set {KEY_VARIABLE}.",
            {"name": None},
        )
    return Check("key-ring", State.FINE, name, facts={"name": name})
