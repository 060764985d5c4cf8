"""The voice service as the window sets it up, tries it and looks at it. Light."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from studio.document.values import Voice
from studio.errors import InputError
from studio.front.running import Running
from studio.observers import Observers
from studio.secrets import ApiKey, KeyKeeper, Place
from studio.sentences import Message, sentence
from studio.settings import Settings
from studio.standing.service import ServiceStanding, ServiceTest, VoiceInfo

if TYPE_CHECKING:
    from studio.scheduling.ways import PaidService

T = TypeVar("T")

NOT_STARTED = sentence(
    "service.not-started", "The voices are still being loaded. Try again in a moment."
)


class Service:
    """`begin` once the parts run. A key ring may make one wait, so keys are futures."""

    def __init__(self, running: Running) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on any thread when another service is used, or another key."""
        self._running = running
        self._settings = Settings()
        self._keys = KeyKeeper()
        self._key = ApiKey(None, Place.NOWHERE)
        self._service: PaidService | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="voice service")

    @property
    def standing(self) -> ServiceStanding:
        making, service = self._running.making, self._service
        known = {
            "name": None if service is None else service.name,
            "has_key": self._key.value is not None,
            "key_place": self._key.place.value,
            "key_trouble": self._key.trouble,
        }
        if making is None:
            return ServiceStanding(**known)  # type: ignore[arg-type]
        voices = making.voices
        most = 0 if service is None else service.limits.contexts * service.limits.connections
        return ServiceStanding(
            **known,  # type: ignore[arg-type]
            trouble=voices.trouble,
            contexts=len(voices.standing.contexts),
            most_contexts=most,
            is_idle=voices.standing.is_idle,
        )

    def use(self, settings: Settings) -> Future[ServiceStanding]:
        """Speak with what is set there and with the key at hand, from now on."""
        return self._worker.submit(self._use, settings, None)

    def keep_key(self, value: str) -> Future[ServiceStanding]:
        """Keep a key that was entered, and speak with it; fails with an InputError if it is none."""
        return self._worker.submit(self._use, None, value)

    def forget_key(self) -> Future[Message | None]:
        """Remove the key from everywhere; what comes back says why it cannot be."""

        def forget() -> Message | None:
            trouble = self._keys.forget()
            self._use(None, None)
            return trouble

        return self._worker.submit(forget)

    def try_now(self) -> None:
        """Do not wait for the next attempt to reach it."""
        making = self._running.making
        if making is not None:
            making.voices.try_now()

    def test(self, address: str, key: str) -> Future[ServiceTest]:
        """Try an address with a key, an empty one being that at hand: what is found there. Fails with
        a StudioError that says why not."""
        from studio.front.service_calls import test_service

        value = key or self._key.value or ""
        region = self._settings.service_region or None
        return self._run(lambda: test_service(address or None, value, region))

    def embedded_voices(self) -> tuple[VoiceInfo, ...]:
        """The voices that come with the program."""
        from studio.front.service_calls import embedded_voices

        return embedded_voices()

    def voices(self) -> Future[tuple[VoiceInfo, ...]]:
        """The voices of the service in use; none when there is none."""
        from studio.front.service_calls import service_voices

        service = self._service
        if service is None:
            nothing: Future[tuple[VoiceInfo, ...]] = Future()
            nothing.set_result(())
            return nothing
        return self._run(lambda: service_voices(service))

    def sample(self, voice: Voice) -> Future[bytes]:
        """The spoken sample of a voice of the service, as a sound file."""
        from studio.front.service_calls import voice_sample

        service = self._service
        if service is None or voice.service != service.name:
            failed: Future[bytes] = Future()
            failed.set_exception(InputError(NOT_STARTED()))
            return failed
        return self._run(lambda: voice_sample(service, voice))

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)

    def _use(self, settings: Settings | None, key: str | None) -> ServiceStanding:
        from studio.front.service_calls import paid_service

        self._settings = settings or self._settings
        self._key = self._keys.find() if key is None else self._keys.keep(key)
        self._service = paid_service(self._settings, self._key.value)
        machinery = self._running.machinery
        if machinery is not None:
            machinery.use_service(self._service, self._settings)
        self.changed.tell()
        return self.standing

    def _run(self, work: Callable[[], Coroutine[None, None, T]]) -> Future[T]:
        making = self._running.making
        if making is None:
            failed: Future[T] = Future()
            failed.set_exception(InputError(NOT_STARTED()))
            return failed
        return making.voices.run(work)
