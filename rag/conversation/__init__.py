"""Follow-ups: a question that leans on the ones before it is completed, visibly, before it is searched.

Read ``reply.py`` first, then ``complete.py``: the rules in their order. ``operate.py`` tells the last answer in
another way.
"""

from rag.conversation.complete import complete, completed
from rag.conversation.reply import reply
from rag.conversation.state import Conversation, Exchange

__all__ = ["Conversation", "Exchange", "complete", "completed", "reply"]
