from tests.web.runner.story import Runner, text_of


def test_whoever_answers_everything_has_an_episode(runner: Runner) -> None:
    answer = runner.intake()
    assert answer.status_code == 302, text_of(answer)
    assert "episode_opened" in runner.kinds()
    print(text_of(runner.get("/")))
    answer = runner.check_in()
    assert answer.status_code == 302, text_of(answer)
    print(text_of(runner.get(answer["Location"])))
    print(text_of(runner.get("/")))
