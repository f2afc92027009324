"""What the reading model of ``index.reader`` is trained with; nothing of it runs when a question is answered.

It needs ``pip install -e ".[train]"`` and the training part of CMRC 2018. Three commands lead to a model::

    python -m eval.mine_negatives cmrc2018_train.json --out mined.jsonl
    python -m index.training run cmrc2018_train.json --mined mined.jsonl --into FOLDER
    python -m index.training export FOLDER

The first finds passages that look like answers and are none, the second trains (and goes on where it was broken off),
the third writes the graph that answers questions, by default where the project keeps it.
"""
