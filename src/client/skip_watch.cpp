#include "client/skip_watch.hpp"

#include "core/conversion/conversion.hpp"
#include "core/routing/skip_reason.hpp"

namespace mfp::client {

SkipWatch::SkipWatch(std::span<const core::Participant> participants) {
  core::for_each_relay(participants, [this](const core::Relay& relay) {
    if (relay.port->conversion) relays_[relay.source()].push_back(relay);
  });
}

void SkipWatch::look_at(std::string_view filter, std::string_view payload, const Tell& tell) const {
  const auto found = relays_.find(filter);
  if (found == relays_.end()) return;
  core::PayloadReader reader;
  reader.open(payload);
  std::string result;
  for (const core::Relay& relay : found->second) {
    const core::Conversion& conversion = *relay.port->conversion;
    if (conversion.convert(reader, result).outcome != core::Outcome::skipped) continue;
    const core::SkipReason reason = core::skip_reason(conversion, payload, core::SkipCause::step);
    if (!reason.intended) tell(relay, reason.text);
  }
}

}  // namespace mfp::client
