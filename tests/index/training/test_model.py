"""The model in training: it begins as the embedded encoder, and its losses mean what they say."""

from __future__ import annotations

import pytest
import torch

from index.training.model import Batch, ReaderModel, loss
from tests.readers import tiny_weights


def batch(starts, groups, length=6):
    ids = torch.full((len(starts), length), 9)
    places = torch.tensor(starts)
    return Batch(ids, torch.ones_like(ids, dtype=torch.bool), places, places, torch.tensor(groups))


def outputs(given, sure, relevance):
    logits = torch.zeros(given.ids.shape)
    logits[torch.arange(len(given.starts)), given.starts] = sure
    return logits, logits, torch.tensor(relevance)


def test_it_begins_with_the_embedded_weights(beginning):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 1)
    words = model.bert.embeddings.word_embeddings.weight.detach().numpy()
    dense = beginning.weights.dense("emb.word", beginning.weights.shape.hidden)
    assert (words == dense[beginning.keep]).all()
    query = model.bert.encoder.layer[1].attention.self.query.weight.detach().numpy()
    assert (query == beginning.weights.dense("l1.q.w", 64)).all()


def test_the_heads_are_a_function_of_the_seed_alone(beginning):
    def heads(seed, outside):
        torch.manual_seed(outside)
        model = ReaderModel.from_embedded(beginning.weights, beginning.keep, seed)
        return torch.cat([model.span.weight.detach(), model.relevance.weight.detach()])

    assert torch.equal(heads(1, 5), heads(1, 6))
    assert not torch.equal(heads(1, 5), heads(2, 5))
    assert 0.01 < heads(1, 5).std() < 0.03


def test_weights_of_another_shape_are_refused(beginning, monkeypatch):
    from index.training import model

    given = model.bert_tensors(beginning.weights)
    given.pop("encoder.layer.1.output.dense.bias")
    monkeypatch.setattr(model, "bert_tensors", lambda weights: given)
    with pytest.raises(ValueError, match=r"do not fit: missing .*layer\.1\.output\.dense\.bias"):
        ReaderModel.from_embedded(tiny_weights(), beginning.keep, 1)


def test_padding_and_forbidden_places_change_nothing(beginning):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 1).eval()
    ids = torch.tensor([[0, 20, 2, 2, 2, 21, 22, 2]])
    allowed = torch.tensor([[True, False, False, False, False, True, True, False]])
    padded = torch.cat([ids, torch.ones(1, 5, dtype=torch.long)], dim=1)
    wide = torch.cat([allowed, torch.zeros(1, 5, dtype=torch.bool)], dim=1)
    with torch.inference_mode():
        short, long = model(ids, allowed), model(padded, wide)
    for one, other in zip(short[:2], long[:2], strict=True):
        torch.testing.assert_close(one, other[:, :8], atol=1e-4, rtol=1e-4)
        assert (one[~allowed] == -1e4).all() and (other[~wide] == -1e4).all()
    torch.testing.assert_close(short[2], long[2], atol=1e-4, rtol=1e-4)


def test_frozen_layers_are_given_to_no_optimiser_and_lower_ones_learn_slower(beginning):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 1)
    model.freeze(1)
    names = {id(p): n for n, p in model.named_parameters()}
    groups = list(model.groups(1.0, 5.0, 0.5, 0.01))
    speeds = {names[id(group["params"][0])]: group["peak"] for group in groups}
    assert not any("layer.0" in name or "embeddings" in name for name in speeds)
    assert speeds["span.weight"] == speeds["relevance.bias"] == 5
    assert speeds["bert.encoder.layer.1.output.dense.weight"] == 1
    model.freeze(0)
    speeds = {names[id(g["params"][0])]: g["peak"] for g in model.groups(1.0, 5.0, 0.5, 0.01)}
    assert speeds["bert.encoder.layer.0.output.dense.weight"] == 0.5
    for group in model.groups(1.0, 5.0, 0.5, 0.01):
        assert (group["weight_decay"] > 0) == (group["params"][0].ndim > 1)


def test_a_sure_right_model_loses_little_and_a_sure_wrong_one_much():
    given = batch([3, 0], [0, 0])
    right, wrong = (
        loss(outputs(given, 20.0, [9.0, -9.0]), given),
        loss(outputs(given, -20.0, [-9.0, 9.0]), given),
    )
    assert max(value.item() for value in right) < 0.01
    assert min(value.item() for value in wrong) > 5


def test_relevance_is_ranked_among_windows_of_one_question_only():
    together, apart = batch([3, 0], [0, 0]), batch([3, 0], [0, 1])
    told = [1.0, 3.0]
    assert loss(outputs(together, 5.0, told), together)[1] > loss(outputs(apart, 5.0, told), apart)[1] + 1


def test_a_batch_without_answers_has_a_loss():
    given = batch([0, 0], [0, 1])
    assert all(torch.isfinite(value) for value in loss(outputs(given, 5.0, [-1.0, -2.0]), given))
