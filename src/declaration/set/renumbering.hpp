#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mfp::declaration {

/// New indexes of participants when some are left out, for what refers to them by `participant`.
class Renumbering {
 public:
  enum class From : std::uint8_t { all_kept, all_dropped };

  Renumbering(std::size_t count, From from) : kept_(count, from == From::all_kept) {}

  void drop(std::size_t index) { kept_[index] = false; }
  void keep(std::size_t index) { kept_[index] = true; }

  /// Leaves out what belongs to a participant that is left out.
  template <class Owned>
  void apply_to(std::vector<Owned>& all) const {
    if (all.empty()) return;
    std::vector<std::uint32_t> numbers(kept_.size());
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < kept_.size(); ++i) numbers[i] = kept_[i] ? next++ : next;
    std::erase_if(all, [&](const Owned& one) { return !kept_[one.participant]; });
    for (Owned& one : all) one.participant = numbers[one.participant];
  }

 private:
  std::vector<bool> kept_;
};

}  // namespace mfp::declaration
