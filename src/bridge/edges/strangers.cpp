#include "bridge/edges/strangers.hpp"

#include <utility>

#include "core/msgflo/announcement.hpp"
#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::chrono::minutes forget_step{1};

}  // namespace

Strangers::Strangers(system::EventLoop& loop, Connection& publisher, system::Warnings& warnings, Told changed,
                     Told forgotten)
    : loop_(loop),
      publisher_(publisher),
      warnings_(warnings),
      changed_(std::move(changed)),
      forgotten_(std::move(forgotten)),
      timer_(loop.timer()) {}

void Strangers::listen() {
  if (std::exchange(listening_, true)) return;
  (void)publisher_.client().subscribe(std::string(core::discovery_topic), 0, transport::Retained::when_new);
  forget_later();
}

void Strangers::publisher_gone() {
  listening_ = false;
  timer_->cancel();
}

void Strangers::hear(core::Participant participant) {
  const std::string role = participant.role;
  switch (directory_.hear(std::move(participant), loop_.now())) {
    case core::Directory::Heard::changed:
      changed_(role);
      break;
    case core::Directory::Heard::full:
      warnings_.say("more than " + core::with_thousands(core::Directory::most_participants) +
                    " others are announced; edges to the rest cannot be made");
      break;
    case core::Directory::Heard::unchanged:
    case core::Directory::Heard::not_understood:
      break;
  }
}

void Strangers::forget_later() {
  timer_->set(loop_.now() + forget_step, [this] {
    for (const std::string& role : directory_.forget_silent(loop_.now())) {
      spdlog::debug("{} has been silent for ten minutes", core::printable(role));
      forgotten_(role);
    }
    forget_later();
  });
}

}  // namespace mfp::bridge
