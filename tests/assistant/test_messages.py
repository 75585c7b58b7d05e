from __future__ import annotations

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.messages import exchanges
from assistant.question import Exchange, Question


def test_a_conversation_becomes_the_history_of_a_question() -> None:
    """Each question has what was answered; who set up the conversation said nothing in it."""
    messages = [
        SystemMessage("Answer from the record."),
        AIMessage("Ask me anything."),
        HumanMessage("Who opened the bridge?"),
        AIMessage("", tool_calls=[{"name": "ask", "args": {}, "id": "1"}]),
        ToolMessage("42 passages", tool_call_id="1"),
        AIMessage([{"type": "text", "text": "Ilsa Varga opened it."}]),
        HumanMessage("And the ferry?"),
    ]
    assert exchanges(messages) == (
        Exchange("Who opened the bridge?", "Ilsa Varga opened it."),
        Exchange("And the ferry?"),
    )
    assert exchanges([]) == ()


def test_a_follow_up_leans_on_langchain_messages(chain: Runnable[Question, Answer]) -> None:
    """It is answered as after the same exchange in OnRecord's own words."""
    first = "How much did the harbour bridge cost?"
    said = [HumanMessage(first), AIMessage("The new harbour bridge cost 40 million dollars.")]
    answer = chain.invoke(Question("Who opened it?", history=exchanges(said)))
    own = Exchange(first, "The new harbour bridge cost 40 million dollars.")
    assert answer == chain.invoke(Question("Who opened it?", history=(own,)))
    assert "harbour" in answer.standalone
    assert "Varga" in answer.claims[0].text
