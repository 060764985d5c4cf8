"""What plain HTTP is told of voices and models. Pure; shapes as the service's own clients read them."""

from __future__ import annotations

from http import HTTPStatus

from studio.server.dictionaries import DictionaryShelf
from studio.server.dictionary_answers import dictionary_answer, is_about_dictionaries
from studio.server.http import HttpRefusal, Request, number_asked
from studio.server.speech_settings import MODELS
from studio.server.voices import Voice, find_voice, voices_speaking
from studio.wire import codes, limits

_MOST_VOICES = 100


def is_speech(request: Request) -> bool:
    return request.path in ("/v1/tts/generate", "/predict")


def answer_body(request: Request, *, is_ready: bool, shelf: DictionaryShelf) -> tuple[int, object]:
    """Status and JSON body, None for no body, for every path but the one that speaks; raises
    HttpRefusal."""
    path = request.path.rstrip("/") or "/"
    if is_about_dictionaries(path):
        return dictionary_answer(request, path, shelf)
    known = path in ("/health", "/ready", "/v1/models", "/v1/voices") or path.startswith(
        "/v1/voices/"
    )
    if not known:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, codes.NOT_FOUND, "there is nothing at this address")
    if request.method not in ("GET", "HEAD"):
        raise HttpRefusal(
            HTTPStatus.METHOD_NOT_ALLOWED,
            codes.VALIDATION_ERROR,
            "the embedded voices cannot be changed",
        )
    if path == "/health":
        return HTTPStatus.OK, {"status": "ok"}
    if path == "/ready":
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        word = "ready" if is_ready else "not_ready"
        return status, {"status": word, "model_path": "embedded", "multi_model": False}
    if path == "/v1/models":
        return HTTPStatus.OK, {"models": [_model(id, text) for id, text in MODELS.items()]}
    if path == "/v1/voices":
        return HTTPStatus.OK, _voice_list(request)
    return HTTPStatus.OK, _voice_detail(path.removeprefix("/v1/voices/"))


def _model(id: str, description: str) -> dict[str, object]:
    return {
        "id": id,
        "name": id,
        "description": description,
        "parameters": "espeak-ng",
        "max_input_length": limits.TEXT_LENGTH,
        "sample_rate": limits.NATIVE_RATE,
    }


def _voice_list(request: Request) -> dict[str, object]:
    limit = number_asked(request, "limit", 20, 1, _MOST_VOICES)
    offset = number_asked(request, "offset", 0, 0, 1_000_000)
    language = request.parameters.get("language") or None
    found = voices_speaking(language)
    if request.parameters.get("include_public", "true").lower() in ("false", "0"):
        found = ()
    return {
        "voices": [voice_body(voice) for voice in found[offset : offset + limit]],
        "total": len(found),
        "limit": limit,
        "offset": offset,
    }


def _voice_detail(reference: str) -> dict[str, object]:
    voice = find_voice(reference)
    if voice is None:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, codes.NOT_FOUND, "Voice not found")
    return {
        **voice_body(voice),
        "generative_voice_description": voice.description,
        "pending_verification": False,
    }


def voice_body(voice: Voice) -> dict[str, object]:
    """One voice as the protocol describes it."""
    return {
        "id": voice.id,
        "voice_id": voice.id,
        "handle": voice.handle,
        "public_id": voice.handle,
        "name": voice.name,
        "description": f"{voice.description} ({voice.accent})",
        "category": voice.category,
        "sex": voice.sex,
        "age": voice.age,
        "quality": "low",
        "supported_languages": [voice.language],
        "sample_text": voice.sample_text,
        "avatar_url": None,
        "sample_url": None,
        "is_public": True,
        "verified": True,
    }
