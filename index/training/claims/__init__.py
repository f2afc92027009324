"""What the entailment model of ``index.entailer`` is trained with: claims over texts, true ones and lies.

Its body is a trained reader, tuned on, so that the ``relevance`` head becomes the logit that a claim stands in a text::

    python -m index.training entail --set cmrc2018_train.json --begin READER_RUN --into FOLDER
    python -m index.training export-entailer FOLDER

Most claims are made by rule: a question with its answer put in is true, with another answer or one word changed a lie;
those that teach most are our own, written one by one (``data/written-*.jsonl``).
"""
