#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

namespace mfp::core {

/// What is in flight on one connection: an entry for each packet identifier that was sent and is not yet answered.
/// Identifiers are given out in rising order and wrap from 65,535 to 1 (MQTT 5 section 2.2.1); those between, used
/// for packets that are not answered, may be missing. Cost: O(1) a packet.
template <class Entry>
class DeliveryWindow {
 public:
  void add(std::uint16_t id, Entry entry) {
    if (slots_.empty()) first_ = id;
    for (std::size_t gap = distance(id); slots_.size() < gap;) slots_.emplace_back();
    slots_.emplace_back(std::move(entry));
    ++size_;
  }

  /// Takes the entry out; nothing when the identifier is not in flight.
  std::optional<Entry> take(std::uint16_t id) {
    const std::size_t position = distance(id);
    if (id == 0 || position >= slots_.size() || !slots_[position]) return std::nullopt;
    std::optional<Entry> entry = std::exchange(slots_[position], std::nullopt);
    --size_;
    while (!slots_.empty() && !slots_.front()) {
      slots_.pop_front();
      first_ = first_ == 65535 ? 1 : first_ + 1;
    }
    return entry;
  }

  /// The entry that waits longest; null when nothing is in flight.
  [[nodiscard]] const Entry* oldest() const { return slots_.empty() ? nullptr : &*slots_.front(); }
  [[nodiscard]] std::size_t size() const { return size_; }

  void clear() {
    slots_.clear();
    size_ = 0;
  }

 private:
  [[nodiscard]] std::size_t distance(std::uint16_t id) const {
    return id >= first_ ? static_cast<std::size_t>(id - first_) : static_cast<std::size_t>(65535 - first_ + id);
  }

  std::deque<std::optional<Entry>> slots_;
  std::uint16_t first_ = 1;
  std::size_t size_ = 0;
};

}  // namespace mfp::core
