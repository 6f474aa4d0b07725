package io.vividly.localai.script;

import java.util.List;

/**
 * The places of a script that need words of the writer's own, and the words to choose from. None of
 * them states a fact about the topic. In {@code {topic}} stands the topic's name; around it, only
 * words that fit singular and plural alike.
 */
enum Junction {
  QUESTION_OF_TOPIC("What is there to know about {topic}?", "What do we know about {topic}?"),
  AFTER_HOOK(
      "To answer that, we need {topic}.",
      "The answer starts with {topic}.",
      "That question takes us straight to {topic}.",
      "We can find out with the help of {topic}.",
      "For an answer, we turn to {topic}.",
      "The way to an answer leads through {topic}.",
      "To find out, let's look at {topic}."),
  IDEA(
      "Here is the whole idea in one sentence.",
      "Let's start with the heart of it.",
      "First comes the idea itself.",
      "Here is the sentence to hold on to.",
      "It all comes down to this.",
      "In a single sentence, it goes like this.",
      "Everything else grows out of one sentence."),
  IN_SIMPLE_WORDS(
      "Now in everyday words.",
      "Let's say that more simply.",
      "Let's take that one piece at a time.",
      "Let's make that easy to picture.",
      "That may sound like a lot, so let's slow down."),
  STEPS(
      "So how does it work?",
      "Let's go through it one step at a time.",
      "Now we take a closer look, step by step.",
      "Let's take it apart, piece by piece.",
      "How does that go, step by step?",
      "Let's follow it from start to finish."),
  FORMULA(
      "Now let's turn to the formula.",
      "In symbols, it looks like this.",
      "There is a compact way to write it.",
      "Mathematics has a short way to put it.",
      "Time to bring in some symbols.",
      "Now let's put it in symbols."),
  EQUATION(
      "Now let's put it in symbols.",
      "In symbols, it looks like this.",
      "There is a compact way to write it.",
      "Time to bring in some symbols."),
  DEEPER(
      "Now let's go one level deeper.",
      "There is more beneath the surface.",
      "Let's look a little further.",
      "It is worth looking behind the scenes, too."),
  INTEREST_WITH_NUMBERS(
      "Back to our opening question, this time with numbers.",
      "Now we come back to the question from the beginning, and calculate.",
      "Now we can return to the scene from the start, and work it out.",
      "With that, we can tackle our first question in numbers.",
      "Let's go back to where we began, and put numbers on it."),
  INTEREST_WITHOUT_NUMBERS(
      "Back to our opening question.",
      "Now we come back to the question from the beginning.",
      "Now we can return to the scene from the start.",
      "With that, we can tackle our first question."),
  WORKED_EXAMPLE(
      "Let's try that on a real problem.",
      "Let's work through an example together.",
      "Now let's put it to use.",
      "Here is a problem to try it on.",
      "Time to see it in action."),
  SOLUTION(
      "Let's work it out.",
      "We take it line by line.",
      "Pause here if you want to try it first.",
      "Here is one way to solve it.",
      "Let's see how to begin."),
  EVERYDAY(
      "You can meet it outside the classroom, too.",
      "And here is one from everyday life.",
      "Now look around you.",
      "Here it is again, in daily life."),
  WRONG(
      "Here is something that many people believe.",
      "Watch out for a common mistake.",
      "It is tempting to think this.",
      "Have you ever heard someone say this?",
      "One claim seems convincing at first.",
      "Now a sentence that you should not trust."),
  VERDICT(
      "But that is not right.",
      "It sounds reasonable, but it is wrong.",
      "That is exactly the mistake.",
      "But no, that is not how it is.",
      "Not so."),
  TAKEAWAYS(
      "So, what should you remember?",
      "Let's gather up the main points.",
      "Three things are worth remembering.",
      "To sum up, keep three points in mind.",
      "Here is what to take with you."),
  BOOK(
      "Let's see what the text has to say.",
      "Let's find out in the words of the text.",
      "The text itself shall tell us."),
  BOOK_FIRST(
      "Here is where to begin.", "We begin with the first point.", "This is the place to start."),
  BOOK_NEXT("The text goes on.", "That brings us to the next point.", "And there is more."),
  BOOK_LAST("One more part remains.", "Finally, there is this.", "Last comes another point."),
  CHECKS(
      "Now test yourself with the three questions in the transcript.",
      "The transcript has three questions for you to try.",
      "Try the three questions in the transcript, and see how much stayed with you.",
      "In the transcript, three questions are waiting for you.");

  private final List<String> choices;

  Junction(String... choices) {
    this.choices = List.of(choices);
  }

  List<String> choices() {
    return choices;
  }
}
