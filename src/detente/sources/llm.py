"""The client of a language model: any OpenAI-compatible endpoint, with bounded retries, a cache and a bill."""

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.core.errors import ParameterError, RunError, WorkspaceError

TRIES = 4
"""Times one passage is asked at the most."""
PAUSE = 1.0
"""Seconds before the second try; doubled before each further one."""
LONGEST_PAUSE = 20.0
SECONDS = 60.0
"""Seconds one answer may take."""
LONGEST_ANSWER = 200_000
"""Characters of an answer."""
_RETRIED = frozenset({408, 409, 425, 429})


@dataclass(slots=True)
class Counts:
    """What was asked and spent."""

    calls: int = 0
    retries: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    refused: int = 0


@dataclass(slots=True)
class ModelClient:
    """Asks a model, again where that may help, and keeps what it answered.

    Attributes
    ----------
    base_url, model, key : of the endpoint; the key comes from the environment and is shown nowhere.
    cache : folder in which accepted answers are kept by a hash of what was asked; None keeps none.
    price : per million tokens in and out; None where it is not known.
    sleep : waits; an argument so that tests need not.
    """

    base_url: str
    model: str
    key: str = field(repr=False)
    cache: Path | None = None
    price: tuple[float, float] | None = None
    seconds: float = SECONDS
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    counts: Counts = field(default_factory=Counts)
    _is_plain: bool = False

    def ask(
        self, system: str, user: str, schema: Mapping[str, Any], accept: Callable[[str], object]
    ) -> str | None:
        """An answer that `accept` takes, from the cache or the endpoint; None where no try gives one.

        Raises
        ------
        RunError : the endpoint refuses us, or gives no answer at all.
        """
        key = sha256(
            json.dumps([self.base_url, self.model, system, user, schema], sort_keys=True).encode()
        ).hexdigest()
        held = self._held(key)
        if held is not None:
            self.counts.cached += 1
            return held
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        for number in range(TRIES):
            if number:
                self.counts.retries += 1
            answer = self._asked(messages, schema, number)
            if answer is None:
                continue
            try:
                accept(answer)
            except ValueError as error:
                messages = [
                    *messages[:2],
                    {"role": "user", "content": f"That could not be used: {error}. Answer again."},
                ]
                continue
            self._keep(key, answer)
            return answer
        return None

    def refuse(self, quotations: int) -> None:
        """Count quotations that were not in the text."""
        self.counts.refused += quotations

    def spent(self) -> dict[str, Any]:
        """What was asked, what it took, and what it cost where the price is known."""
        counts = self.counts
        cost = None
        if self.price is not None:
            cost = round((counts.tokens_in * self.price[0] + counts.tokens_out * self.price[1]) / 1e6, 6)
        return {
            "model": self.model,
            "calls": counts.calls,
            "retries": counts.retries,
            "cached": counts.cached,
            "tokens_in": counts.tokens_in,
            "tokens_out": counts.tokens_out,
            "cost": cost,
            "refused": counts.refused,
        }

    def _asked(self, messages: list[dict[str, str]], schema: Mapping[str, Any], number: int) -> str | None:
        """One call; None where it failed in a way that another call may mend."""
        import openai

        client = openai.OpenAI(base_url=self.base_url, api_key=self.key, max_retries=0, timeout=self.seconds)
        self.counts.calls += 1
        try:
            with client:
                given = _within(
                    2 * self.seconds,
                    lambda: client.chat.completions.create(
                        model=self.model,
                        messages=messages,  # type: ignore[arg-type]
                        temperature=0,
                        response_format=self._form(schema),
                    ),
                )
        except (openai.APITimeoutError, openai.APIConnectionError, TimeoutError) as error:
            slow = isinstance(error, openai.APITimeoutError | TimeoutError)
            found = f"no answer within {self.seconds:g} seconds" if slow else "no connection"
            self._wait(number, found, error)
            return None
        except openai.APIStatusError as error:
            self._consider(error, number)
            return None
        except (openai.OpenAIError, ValueError, TypeError) as error:
            self._wait(number, "an answer that is not of its protocol", error)
            return None
        return self._text_of(given, number)

    def _form(self, schema: Mapping[str, Any]) -> Any:
        if self._is_plain:
            return {"type": "json_object"}
        return {
            "type": "json_schema",
            "json_schema": {"name": "reading", "schema": dict(schema), "strict": True},
        }

    def _consider(self, error: Any, number: int) -> None:
        """What a refusal means: wait and ask again, ask in another form, or give up."""
        status = int(error.status_code)
        if status == 400 and not self._is_plain:
            # Some servers know no schemas; the answer is checked in any case.
            self._is_plain = True
            return
        if status in _RETRIED or status >= 500:
            self._wait(number, f"its answer {status}", error, _seconds_asked(error))
            return
        mends = {
            401: "set DETENTE_LLM_API_KEY to a key of this endpoint",
            403: "ask for the right to use this model",
            404: "look at --llm-base-url (it often ends in /v1) and --llm-model",
        }
        # The server's own words may repeat the key, so they are not shown.
        raise RunError(
            f"the model {self.model}",
            f"the endpoint's answer {status}",
            "an OpenAI-compatible endpoint that lets us in",
            mends.get(status, "look at --llm-base-url and --llm-model"),
        ) from None

    def _wait(self, number: int, found: str, error: Exception, asked: float | None = None) -> None:
        if number == TRIES - 1:
            kept = (
                "; what was answered so far is kept, so the same command goes on from there"
                if self.cache
                else ""
            )
            raise RunError(
                f"the model {self.model}",
                f"{found}, {TRIES} times",
                "an endpoint that answers",
                f"look at {self.base_url}, or try later{kept}",
            ) from error
        self.sleep(min(LONGEST_PAUSE, asked if asked is not None else self.pause * 2**number))

    def _text_of(self, given: Any, number: int) -> str | None:
        usage = getattr(given, "usage", None)
        self.counts.tokens_in += int(getattr(usage, "prompt_tokens", 0) or 0)
        self.counts.tokens_out += int(getattr(usage, "completion_tokens", 0) or 0)
        choices = getattr(given, "choices", None) or []
        message = getattr(choices[0], "message", None) if choices else None
        text = getattr(message, "content", None)
        return text[:LONGEST_ANSWER] if isinstance(text, str) else ""

    def _held(self, key: str) -> str | None:
        if self.cache is None:
            return None
        try:
            told = json.loads((self.cache / f"{key}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        answer = told.get("answer") if isinstance(told, dict) else None
        return answer if isinstance(answer, str) else None

    def _keep(self, key: str, answer: str) -> None:
        if self.cache is None:
            return
        file = self.cache / f"{key}.json"
        draft = file.with_suffix(f".{os.getpid()}.partial")
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps({"model": self.model, "answer": answer}), encoding="utf-8")
            draft.replace(file)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise WorkspaceError(
                str(self.cache), reason, "a folder that can be written to", "choose another with --llm-cache"
            ) from error


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What a call returns or raises; an answer that trickles in has a timeout of its own only by the byte.

    Raises
    ------
    TimeoutError : it takes longer; whoever owns the connection closes it, which ends the call.
    """
    done: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(call())
        except BaseException as error:  # noqa: BLE001 - raised again where it belongs
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def _seconds_asked(error: Any) -> float | None:
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def client_of(
    *,
    base_url: str | None = None,
    model: str | None = None,
    cache: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> ModelClient:
    """A client from options and the environment (`DETENTE_LLM_BASE_URL`, `_MODEL`, `_API_KEY`, `_PRICE`, `_CACHE`).

    Raises
    ------
    ParameterError : the endpoint or model is not named, or the `openai` package is not installed.
    """
    from importlib.util import find_spec

    if find_spec("openai") is None:
        raise ParameterError(
            "--reader", "llm, without the package `openai`", "rules, or llm with the package installed",
            "pip install 'detente[llm]'",
        )  # fmt: skip
    told = os.environ if environment is None else environment
    url = base_url or told.get("DETENTE_LLM_BASE_URL") or told.get("OPENAI_BASE_URL")
    name = model or told.get("DETENTE_LLM_MODEL")
    if not url or not url.startswith(("http://", "https://")):
        found = repr(url) if url else "no endpoint"
        mend = "give --llm-base-url http://localhost:8000/v1, or set DETENTE_LLM_BASE_URL"
        raise ParameterError("--llm-base-url", found, "the address of an OpenAI-compatible endpoint", mend)
    if not name:
        raise ParameterError(
            "--llm-model", "no model", "a model of the endpoint", "give --llm-model, or set DETENTE_LLM_MODEL"
        )
    key = told.get("DETENTE_LLM_API_KEY") or told.get("OPENAI_API_KEY") or "none"
    folder = cache or told.get("DETENTE_LLM_CACHE") or _usual_cache(told)
    return ModelClient(url, name, key, Path(folder), _price(told.get("DETENTE_LLM_PRICE")))


def _usual_cache(told: Mapping[str, str]) -> str:
    base = told.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return str(Path(base) / "detente" / "llm")


def _price(text: str | None) -> tuple[float, float] | None:
    if not text:
        return None
    try:
        first, second = (float(part) for part in text.split(","))
    except ValueError:
        raise ParameterError(
            "DETENTE_LLM_PRICE",
            repr(text),
            "two numbers, per million tokens in and out",
            "write it as 0.15,0.60",
        ) from None
    return first, second
